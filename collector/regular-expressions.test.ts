import { join } from 'node:path';
import { attacksOn, type Attack } from './testing/attacks';
import { regularExpressions } from './testing/regular-expressions';

const ROOT = join(__dirname, '..');
const EXPRESSIONS = ['collector', 'pkg/identity'].flatMap((folder) => regularExpressions(ROOT, folder));
/** Characters; an expression that looks at each pair of them takes twenty milliseconds and more, one that looks at each a fraction of one. */
const LENGTH = 8_192;
const MOST_MS = 5;
/** Four times the characters: four times as long where each is looked at, sixteen times where each pair is. Bounded repetitions are long, but do not grow so. */
const LONGER = 4;
const MOST_RATIO = 8;

/** What does not fit the end of nearly any expression. */
const END = '\u0000\n';

function textOf({ before, again, then = '' }: Attack, length: number): string {
  const half = then === '' ? length : length / 2;
  return before + again.repeat(Math.ceil(half / again.length)) + (then === '' ? '' : then.repeat(Math.ceil(half / then.length))) + END;
}

/** The best of some, fewer where one is quick: others use the machine too. */
function milliseconds(expression: RegExp, text: string, enough = MOST_MS, most = 12): number {
  let least = Infinity;
  for (let tries = 0; tries < most && least > enough; tries++) {
    const began = performance.now();
    text.replace(expression, '');
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

/** Milliseconds of what is slow and gets slower faster than its text gets longer; 0 for all else. */
function slowness(expression: RegExp, attack: Attack): number {
  const short = milliseconds(expression, textOf(attack, LENGTH));
  if (short <= MOST_MS) return 0;
  const bearable = MOST_RATIO * short;
  return milliseconds(expression, textOf(attack, LONGER * LENGTH), bearable, 3) > bearable ? short : 0;
}

test('no regular expression takes long for any text: the time grows as its length', () => {
  expect(EXPRESSIONS.length).toBeGreaterThan(400);
  const slow: string[] = [];
  for (const { where, source, flags } of EXPRESSIONS) {
    const expression = new RegExp(source, flags);
    const worst = Math.max(0, ...attacksOn(source, flags).map((attack) => slowness(expression, attack)));
    if (worst > 0) slow.push(`${where}: /${source}/ ${worst.toFixed(0)} ms`);
  }
  expect(slow).toEqual([]);
});

test.each(['\\s+$', '<([^>]+)>;', '"a"[^]*"b"'])('it finds /%s/, which looks at each pair', (source) => {
  const expression = new RegExp(source);
  expect(attacksOn(source, '').some((attack) => slowness(expression, attack) > 0)).toBe(true);
});

test.each([
  ['^(a+)+$', 21],
  ['^(.+?) for (.+) from (.+) port$', 2_048],
])('it finds /%s/, which looks at more than pairs', (source, length) => {
  const expression = new RegExp(source);
  expect(attacksOn(source, '').some((attack) => milliseconds(expression, textOf(attack, length)) > MOST_MS)).toBe(true);
});
