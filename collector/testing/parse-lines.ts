import type { ParsedRecord } from '../collector';
import { parseRecords, type ParseOptions } from '../parse-records';

/** What became of each line, by a named source. */
export async function parseLines(source: string | undefined, lines: readonly string[] | Buffer, options: Partial<ParseOptions> = {}): Promise<ParsedRecord[]> {
  const bytes = Buffer.isBuffer(lines) ? lines : Buffer.from(lines.join('\n'));
  const records: ParsedRecord[] = [];
  for await (const record of parseRecords(source, oneChunk(bytes), { now: Date.UTC(2026, 10, 24), ...options })) records.push(record);
  return records;
}

async function* oneChunk(bytes: Buffer): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** The event of a record, or an error that shows what came instead. */
export function eventOf(record: ParsedRecord | undefined): Record<string, unknown> {
  if (record === undefined || !('event' in record)) throw new Error(`expected an event, got ${JSON.stringify(record)}`);
  return record.event as unknown as Record<string, unknown>;
}
