import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ParsedRecord } from '../collector';
import type { ParseOptions } from '../parse-records';
import { parseLines } from './parse-lines';

/** A line of a log, what is odd about it, and what is to become of it: the fields of the event but for those that every event of the source has. */
export interface Fixture {
  readonly name: string;
  readonly line: string;
  readonly event?: Readonly<Record<string, unknown>>;
  /** Fields that every event of the source has, and this one has not. */
  readonly lacks?: readonly string[];
  readonly dropped?: string;
  readonly rejected?: string;
}

/** The fixtures of a source by theme: `fixtures/<theme>.ndjson`. */
export function readFixtures(dir: string): [string, Fixture[]][] {
  const files = readdirSync(join(dir, 'fixtures')).filter((file) => file.endsWith('.ndjson'));
  return files.map((file) => {
    const lines = readFileSync(join(dir, 'fixtures', file), 'utf8').split('\n');
    return [file.replace('.ndjson', ''), lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Fixture)];
  });
}

/** What became of a fixture's line, in the form of the fixture. What only repeats other fields is left out. @param common fields to leave out where they hold this value, or any (`true`) */
export async function became(
  source: string,
  { name, line }: Fixture,
  common: Readonly<Record<string, unknown>>,
  options: Partial<ParseOptions>
): Promise<Fixture> {
  const records = await parseLines(source, [line], options);
  const [record] = records;
  if (record === undefined || records.length > 1) throw new Error(`${name}: expected one record, got ${records.length}`);
  return {
    name,
    line,
    ...outcome(record, {
      'event.ingested': true,
      'habitus.id': true,
      'habitus.source': source,
      'habitus.entity.actor.organisation': true,
      'habitus.place': true,
      'network.type': true,
      ...common,
    }),
  };
}

function outcome(record: ParsedRecord, common: Readonly<Record<string, unknown>>): Omit<Fixture, 'name' | 'line'> {
  if ('rejection' in record) return { rejected: record.rejection.code };
  if ('dropped' in record) return { dropped: record.dropped };
  const event = flat(record.event as unknown as Record<string, unknown>);
  const own = Object.entries(event).filter(([field, value]) => common[field] !== true && common[field] !== value);
  const lacks = Object.keys(common).filter((field) => common[field] !== true && !(field in event));
  return { event: Object.fromEntries(own), ...(lacks.length > 0 && { lacks }) };
}

function flat(nested: Readonly<Record<string, unknown>>, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(nested).flatMap(([key, value]) => {
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isObject ? Object.entries(flat(value as Record<string, unknown>, `${prefix}${key}.`)) : [[`${prefix}${key}`, value]];
    })
  );
}
