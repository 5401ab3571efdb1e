import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** A text that a regular expression may take long for: `before`, then `again` as often as it takes, then what does not fit. */
export interface Attack {
  readonly before: string;
  readonly again: string;
  readonly then?: string;
}

/** Tried in order for a character that fits a class: letters first, then what usually separates. */
const CHARACTERS = ['a', '0', 'A', ' ', '/', ':', '-', '.', '_', ',', '"', "'", '=', '[', '(', '{', '<', '#', '%', '\\', '@', '+', '\t', '\n', '\u0100'];
const LONG = 64;
const REACH = 4;

/**
 * Texts by the usual ways into trouble: each long repetition repeated, together with what follows it up to the fourth element, and pairs of those.
 * They fit up to the repetition, so that the expression gets there, and end in what it cannot end with. The beginning repeated is where each try of an
 * expression without `^` starts.
 */
export function attacksOn(source: string, flags: string): Attack[] {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: /[uv]/.test(flags), unicodeSets: flags.includes('v') });
  return [CHARACTERS, [...CHARACTERS].reverse()].flatMap((characters) => {
    const attacks: Attack[] = [];
    walk(pattern.alternatives, '', new Sampler(characters, flags), attacks);
    const pairs = attacks.flatMap((one, index) => attacks.slice(index + 1, index + REACH).map(({ again }) => ({ ...one, then: again })));
    return [...attacks, ...pairs];
  });
}

function walk(alternatives: readonly AST.Alternative[], before: string, sampler: Sampler, attacks: Attack[]): void {
  for (const { elements } of alternatives) {
    let prefix = before;
    elements.forEach((element, index) => {
      if (element.type === 'Quantifier' && element.max >= LONG) {
        attacks.push({ before: '', again: prefix + sampler.text(element) });
        for (let end = index + 1; end <= Math.min(elements.length, index + REACH); end++) {
          const again = elements
            .slice(index, end)
            .map((one) => sampler.text(one))
            .join('');
          if (again !== '') attacks.push({ before: prefix, again });
        }
      }
      const inner = innerOf(element);
      if (inner) walk(inner, prefix, sampler, attacks);
      prefix += sampler.text(element);
    });
  }
}

function innerOf(element: AST.Element): readonly AST.Alternative[] | undefined {
  if (element.type === 'Quantifier') return innerOf(element.element);
  return 'alternatives' in element ? element.alternatives : undefined;
}

/** Shortest texts that fit parts of an expression. */
class Sampler {
  public constructor(
    private readonly characters: readonly string[],
    private readonly flags: string
  ) {}

  public text(element: AST.Element): string {
    switch (element.type) {
      case 'Character':
        return String.fromCodePoint(element.value);
      case 'CharacterClass':
      case 'CharacterSet':
        return this.character(element.raw);
      case 'Quantifier':
        return this.text(element.element).repeat(Math.max(1, Math.min(element.min, LONG)));
      case 'Group':
      case 'CapturingGroup':
        return element.alternatives[0]?.elements.map((one) => this.text(one)).join('') ?? '';
      default:
        return '';
    }
  }

  private character(raw: string): string {
    const fits = new RegExp(`^${raw}$`, this.flags.replace(/[gy]/g, ''));
    return this.characters.find((one) => fits.test(one)) ?? 'a';
  }
}
