import type { Source } from '../../../sources/source';
import type { LineVisitor } from '../line-splitter';
import { cellsOf, guessDelimiter } from './cells';
import { mappedSource } from './mapped-source';
import type { CsvMapping } from './mapping';
import { CsvSplitter } from './splitter';

const MOST_HEAD = 64 * 1024;

/**
 * Cuts a CSV into records and names the source of each. The first record names the columns, unless the mapping does.
 * @param record is given each record but the line of names. The splitter throws HabitusError HAB-CONF-001 where the mapping does not fit the file
 */
export function csvSplitter(
  mapping: CsvMapping,
  record: (source: Source, bytes: Uint8Array, start: number, end: number, offset: number) => void,
  tooLong: LineVisitor['tooLong']
): CsvSplitter {
  let delimiter = mapping.delimiter ?? '';
  let source: Source | undefined;
  const line = (bytes: Uint8Array, start: number, end: number, offset: number): void => {
    if (source) {
      record(source, bytes, start, end, offset);
      return;
    }
    source = mappedSource(mapping, mapping.columns ?? namesOf(bytes.subarray(start, end), mapping, delimiter), delimiter);
    if (mapping.columns) record(source, bytes, start, end, offset);
  };
  return new CsvSplitter({ line, tooLong }, (first) => {
    if (delimiter === '') delimiter = guessDelimiter(firstLine(first));
    return delimiter.charCodeAt(0);
  });
}

function namesOf(bytes: Uint8Array, { encoding }: CsvMapping, delimiter: string): string[] {
  return cellsOf(new TextDecoder(encoding).decode(bytes), delimiter).map((name) => name.trim());
}

function firstLine(bytes: Buffer): string {
  const end = bytes.indexOf(0x0a);
  return bytes.subarray(0, Math.min(end < 0 ? MOST_HEAD : end, MOST_HEAD)).toString('latin1');
}
