import { join } from 'node:path';
import { attacksOn, type Attack } from './testing/attacks';
import { regularExpressions } from './testing/regular-expressions';

const ROOT = join(__dirname, '..');
const EXPRESSIONS = ['collector', 'pkg/identity'].flatMap((folder) => regularExpressions(ROOT, folder));
/** Characters; an expression that looks at each pair of them takes twenty milliseconds and more, one that looks at each a fraction of one. */
const LENGTH = 8_192;
const MOST_MS = 5;

/** What does not fit the end of nearly any expression. */
const END = '\u0000\n';

function textOf({ before, again, then = '' }: Attack, length: number): string {
  const half = then === '' ? length : length / 2;
  return before + again.repeat(Math.ceil(half / again.length)) + (then === '' ? '' : then.repeat(Math.ceil(half / then.length))) + END;
}

/** The best of twelve, fewer where one is quick: others use the machine too. */
function milliseconds(expression: RegExp, text: string): number {
  let least = Infinity;
  for (let tries = 0; tries < 12 && least > MOST_MS; tries++) {
    const began = performance.now();
    text.replace(expression, '');
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

test('no regular expression takes long for any text: the time grows as its length', () => {
  expect(EXPRESSIONS.length).toBeGreaterThan(400);
  const slow: string[] = [];
  for (const { where, source, flags } of EXPRESSIONS) {
    const expression = new RegExp(source, flags);
    const worst = Math.max(0, ...attacksOn(source, flags).map((attack) => milliseconds(expression, textOf(attack, LENGTH))));
    if (worst > MOST_MS) slow.push(`${where}: /${source}/ ${worst.toFixed(0)} ms`);
  }
  expect(slow).toEqual([]);
});

test.each([
  ['^(a+)+$', 21],
  ['\\s+$', LENGTH],
  ['<([^>]+)>;', LENGTH],
  ['^(.+?) for (.+) from (.+) port$', 2_048],
  ['"a"[^]*"b"', LENGTH],
])('it finds /%s/', (source, length) => {
  const expression = new RegExp(source);
  expect(attacksOn(source, '').some((attack) => milliseconds(expression, textOf(attack, length)) > MOST_MS)).toBe(true);
});
