import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../pkg/maths';
import { cleaningOf } from '../clean/cleaning';
import { dropRule, dropRuleSchema } from '../clean/drop-rules';
import { cleanSchema } from '../clean/schema';
import { importRange } from '../clean/time-range';
import { ByteBuffer } from '../encode/byte-buffer';
import { PipelineWriter } from '../encode/writer';
import { parseGuarded } from './parse-guarded';
import { SOURCES } from './registry';
import type { Source } from './source';

const SEED = 20_261_125;
const NOW = Date.UTC(2026, 10, 24);
const [SHORT, LONG] = [32 * 1_024, 256 * 1_024];
/** Eight times the characters: eight times as long, and three times that for caches and for whoever else uses the machine. */
const MOST_RATIO = 24;
/** Below it a clock says nothing. */
const LEAST_MS = 1;

/** What attackers fill a field with: what separates, quotes, escapes, nests and names. */
const FILLINGS = [
  ' ',
  'a',
  '0',
  '"',
  '\\',
  '\\"',
  '/',
  ':',
  ',',
  '=',
  '[',
  '{"a":',
  '%',
  '<a',
  '.',
  '-',
  '@',
  '\t',
  'é',
  ' for x from ',
  ', a=',
  '"a":"b",',
  '&a=b',
  '1.1.1.1,',
];

const cleaning = cleaningOf(cleanSchema.parse({ staticAssets: 'drop', correctClocks: ['sshd'] }), () => NOW);
const rules = ['prefix', 'suffix', 'contains'].map((test) => dropRule(dropRuleSchema.parse({ reason: 'r', where: { 'url.path': { [test]: 'zzz' } } })));
const STEPS = [...cleaning.before(true), ...cleaning.after(), ...rules];

/** Two lines of each kind of fixture that the source has. */
function linesOf({ name }: Source): string[] {
  const folder = join(__dirname, name, 'fixtures');
  return readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .slice(0, 2)
      .map((line) => (JSON.parse(line) as { line: string }).line)
  );
}

/** Through parse, clean and enrich. @returns milliseconds, the least of ten when the first is long: a machine with other work took 30 times as long for what is linear */
function milliseconds(source: Source, text: string): number {
  const bytes = Buffer.from(text);
  const out = new ByteBuffer();
  const ignore = (): void => undefined;
  let least = Infinity;
  for (let tries = 0; tries < 10 && least > LEAST_MS * MOST_RATIO; tries++) {
    out.clear();
    const writer = new PipelineWriter(out, { accepted: ignore, dropped: ignore, rejected: ignore }, source.name, importRange(NOW), STEPS);
    const began = performance.now();
    source.guess(text.slice(0, SHORT));
    writer.next('origin', NOW);
    parseGuarded(source, { bytes, start: 0, end: bytes.length }, { observed: NOW, origin: 'origin', place: 'p', year: 2026 }, writer);
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

test.each(SOURCES.map((source) => [source.name, source] as const))('%s takes time as the length of what it is given', (name, source) => {
  const random = seededRandom(SEED + name.length);
  const slow: string[] = [];
  for (const line of linesOf(source)) {
    for (const filling of FILLINGS.filter(() => random() < 0.5)) {
      const at = Math.floor(random() * line.length);
      const filled = (length: number): string => line.slice(0, at) + filling.repeat(Math.ceil(length / filling.length)) + line.slice(at);
      const long = milliseconds(source, filled(LONG));
      if (long <= LEAST_MS * MOST_RATIO) continue;
      const short = Math.max(LEAST_MS, milliseconds(source, filled(SHORT)));
      if (long > MOST_RATIO * short) {
        slow.push(`${JSON.stringify(filling)} at ${at} of ${line.slice(0, 80)}: ${short.toFixed(1)} ms, then ${long.toFixed(0)} ms`);
      }
    }
  }
  expect(slow).toEqual([]);
});
