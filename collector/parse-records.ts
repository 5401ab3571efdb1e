import { importRange } from './clean/time-range';
import type { ParsedRecord } from './collector';
import { ByteBuffer } from './encode/byte-buffer';
import { toEvent } from './encode/to-event';
import { PipelineWriter } from './encode/writer';
import { csvSplitter } from './receive/file/csv/csv-splitter';
import { readMapping, type CsvMapping } from './receive/file/csv/mapping';
import type { Splitter } from './receive/file/line-splitter';
import { RecordSplitter } from './receive/file/record-splitter';
import { YearCounter, monthOf } from './receive/file/years';
import { guessSource, sourceNamed } from './sources/registry';
import { parseGuarded } from './sources/parse-guarded';
import type { Source } from './sources/source';

export interface ParseOptions {
  /** A mapping file: the input is a CSV. */
  readonly mapping?: string;
  readonly year?: number;
  readonly zone?: string;
  readonly now: number;
}

/** Lines, or JSON values over several lines, through parse, clean and enrich only: what came of each. The source is guessed from the first chunk when not named. */
export async function* parseRecords(name: string | undefined, input: AsyncIterable<Uint8Array>, options: ParseOptions): AsyncIterable<ParsedRecord> {
  const mapping = options.mapping === undefined ? undefined : readMapping(options.mapping);
  let source: Source | undefined = mapping?.source ?? (name === undefined ? undefined : sourceNamed(name));
  const records: ParsedRecord[] = [];
  const year = new YearCounter(options.year ?? new Date(options.now).getUTCFullYear());
  let splitter: Splitter | undefined;
  for await (const chunk of input) {
    source ??= guessSource(
      Buffer.from(chunk)
        .toString('utf8')
        .slice(0, 32 * 1024)
    );
    splitter ??= splitterInto(records, source, options, options.year === undefined ? undefined : year, mapping);
    splitter.push(Buffer.from(chunk));
    yield* records.splice(0);
  }
  splitter?.end();
  yield* records.splice(0);
}

function splitterInto(
  records: ParsedRecord[],
  source: Source | undefined,
  { now, zone }: ParseOptions,
  years: YearCounter | undefined,
  mapping: CsvMapping | undefined
): Splitter {
  const out = new ByteBuffer();
  const name = source?.name ?? 'none';
  let raw = '';
  const reject = (code: string, reason: string): void => void records.push({ source: name, raw, rejection: { code, reason } });
  const writer = new PipelineWriter(
    out,
    {
      accepted: () => {
        records.push({ source: name, raw, event: toEvent(out.bytes().toString('utf8')) });
        out.clear();
      },
      dropped: (reason) => void records.push({ source: name, raw, dropped: reason }),
      rejected: (code, expected, got) => reject(code, `expected ${expected}, got ${got}`),
    },
    name,
    importRange(now)
  );
  const parse = (by: Source | undefined, bytes: Uint8Array, start: number, end: number, offset: number): void => {
    raw = Buffer.from(bytes.subarray(start, end)).toString('utf8');
    if (by === undefined) {
      reject('HAB-PARSE-003', 'no source knows these lines');
      return;
    }
    years?.see(monthOf(bytes, start));
    const origin = `stdin:${offset}`;
    writer.next(origin, now);
    const arrival = { observed: now, origin, place: 'stdin', ...(years && { year: years.year }), ...(zone !== undefined && { zone }) };
    parseGuarded(by, { bytes, start, end }, arrival, writer);
  };
  const tooLong = (_offset: number, length: number, head: Uint8Array): void => {
    raw = Buffer.from(head).toString('utf8');
    reject('HAB-PARSE-004', `a line of ${length} bytes`);
  };
  if (mapping) return csvSplitter(mapping, parse, tooLong);
  return new RecordSplitter({ line: (bytes, start, end, offset) => parse(source, bytes, start, end, offset), tooLong });
}
