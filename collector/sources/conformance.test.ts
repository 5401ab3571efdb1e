import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseAddress } from '../../pkg/identity';
import { FIELDS, type FieldName } from '../../pkg/model';
import { readFixtures } from '../testing/fixtures';
import { parseLines } from '../testing/parse-lines';
import { ALLOWED } from './ecs/allowed';
import { SOURCES } from './registry';

/** More of both, by hand: `SEED=7 VARIANTS=100 npx jest …/conformance`. */
const SEED = Number(process.env.SEED ?? 20_261_125);
const VARIANTS = Number(process.env.VARIANTS ?? 4);
const CASES = SOURCES.filter(({ name }) => existsSync(join(__dirname, name, 'fixtures'))).map(({ name }) => [name, linesOf(name)] as const);

function linesOf(name: string): readonly string[] {
  return readFixtures(join(__dirname, name)).flatMap(([, fixtures]) => fixtures.map(({ line }) => line));
}

/** What is wrong with an event: values that ECS does not allow, and types that a store would refuse. */
function faults(event: Readonly<Record<string, unknown>>): string[] {
  return flat(event, '').flatMap(([field, value]) => {
    const allowed = ALLOWED[field as keyof typeof ALLOWED] as ReadonlySet<string> | undefined;
    if (allowed !== undefined) return [value].flat().every((one) => allowed.has(String(one))) ? [] : [`${field}: ${JSON.stringify(value)}`];
    return fits(field as FieldName, value) ? [] : [`${field}: ${JSON.stringify(value)}`];
  });
}

function fits(field: FieldName, value: unknown): boolean {
  switch (FIELDS[field]) {
    case 'long':
      return Number.isSafeInteger(value);
    case 'double':
      return typeof value === 'number' && Number.isFinite(value);
    case 'keywords':
      return Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '');
    case 'ip':
      return normaliseAddress(String(value)) === value;
    default:
      return typeof value === 'string' && value !== '';
  }
}

/** Every field with its dotted name, but for what has no fixed names. */
function flat(value: Readonly<Record<string, unknown>>, prefix: string): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const name = prefix + key;
    if (name === 'labels' || name === 'habitus.extra') return [];
    if (name in FIELDS) return [[name, inner]];
    return flat(inner as Record<string, unknown>, `${name}.`);
  });
}

/** mulberry32: the same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ODD: readonly unknown[] = [
  null,
  '',
  '-',
  'null',
  0,
  -1,
  1e300,
  true,
  'x'.repeat(300),
  [],
  {},
  [null],
  [{}],
  { a: { b: 1 } },
  '\u0000',
  '\uD800',
  '2026-13-45',
  '::1%eth0',
  '999.1.1.1',
];

/** A value of the document is lost, or becomes something odd. */
function mutated(value: unknown, chance: () => number): unknown {
  if (chance() < 0.06) return ODD[Math.floor(chance() * ODD.length)];
  if (Array.isArray(value)) return value.map((one) => mutated(one, chance));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (chance() < 0.04 ? [] : [[key, mutated(inner, chance)]])));
}

function mutatedLine(line: string, chance: () => number): string {
  try {
    return JSON.stringify(mutated(JSON.parse(line), chance));
  } catch {
    const at = Math.floor(chance() * line.length);
    return (
      line.slice(0, at) +
      (chance() < 0.5 ? '' : ['"', ' ', '-', '[', '\\', '999999999999'][Math.floor(chance() * 6)]) +
      line.slice(at + Math.floor(chance() * 6))
    );
  }
}

test.each(CASES)('%s: every event of a fixture holds what ECS allows, in the types of its fields', async (name, lines) => {
  for (const line of lines) {
    for (const record of await parseLines(name, [line])) {
      if ('event' in record) expect([line, faults(record.event as unknown as Record<string, unknown>)]).toEqual([line, []]);
    }
  }
});

test.each(CASES)(`%s: what is lost or odd in a record ends in an event that fits, a drop or a rejection (seed ${SEED})`, async (name, lines) => {
  const chance = random(SEED);
  for (const line of lines.flatMap((one) => Array.from({ length: VARIANTS }, () => mutatedLine(one, chance)))) {
    const records = await parseLines(name, [line]);
    for (const record of records) if ('event' in record) expect([line, faults(record.event as unknown as Record<string, unknown>)]).toEqual([line, []]);
    if (!/^\s*(?:\[|\{\s*\}|\{.*:\s*\[\s*\])/.test(line) && line.trim() !== '') expect([line, records.length > 0]).toEqual([line, true]);
  }
});
