import { HabitusError } from '../../../../pkg/errors';
import type { Arrival, EventWriter, Slice, Source } from '../../../sources/source';
import { parseGuarded } from '../../../sources/parse-guarded';
import { cellsOf } from './cells';
import type { CsvMapping, FieldMapping } from './mapping';
import { timeFormat, type TimeFormat } from './time-format';

type Reader = (cells: readonly string[], at: Arrival) => unknown;

/**
 * The source of a CSV's records: cells become a document by the mapping, which the mapping's source reads as one of its own.
 * @param columns the names in the order of the cells
 * @throws HabitusError HAB-CONF-001 for a column that the mapping wants and the file has not
 */
export function mappedSource(mapping: CsvMapping, columns: readonly string[], delimiter: string): Source {
  const decoder = new TextDecoder(mapping.encoding);
  const readers = Object.entries(mapping.fields).map(([name, field]) => ({ path: name.split('.'), read: readerOf(field, columns) }));
  const named = new Set(Object.values(mapping.fields).flatMap(columnsOf));
  const rest = mapping.rest === 'drop' ? [] : columns.map((name, index) => ({ name, index })).filter(({ name }) => name !== '' && !named.has(name));
  return {
    name: mapping.source.name,
    guess: () => 0,
    parse(payload: Slice, at: Arrival, out: EventWriter): void {
      const text = decoder.decode(payload.bytes.subarray(payload.start, payload.end));
      const cells = cellsOf(text, delimiter);
      if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell !== '')) {
        out.reject('HAB-PARSE-003', `a record of ${columns.length} cells`, `${cells.length}: ${text.slice(0, 80)}`);
        return;
      }
      const document = emptyDocument();
      for (const { name, index } of rest) if (cells[index]) document[name] = cells[index];
      for (const { path, read } of readers) put(document, path, read(cells, at));
      const bytes = Buffer.from(JSON.stringify(document));
      parseGuarded(mapping.source, { bytes, start: 0, end: bytes.length }, at, out);
    },
  };
}

function columnsOf(field: FieldMapping): readonly string[] {
  if ('columns' in field) return field.columns;
  return 'column' in field ? [field.column] : [];
}

function readerOf(field: FieldMapping, columns: readonly string[]): Reader {
  if ('value' in field) return () => field.value;
  const places = columnsOf(field).map((name) => placeOf(name, columns));
  if ('columns' in field) return timeReader(places, timeFormat(field.format), field.zone);
  const place = places[0] ?? -1;
  if ('values' in field && field.values) {
    const { values } = field;
    return (cells) => (Object.hasOwn(values, cells[place] ?? '') ? values[cells[place] ?? ''] : (values['*'] ?? cells[place]));
  }
  return 'decimal' in field && field.decimal === ',' ? (cells) => withPoint(cells[place]) : (cells) => cells[place];
}

function timeReader(places: readonly number[], format: TimeFormat | undefined, zone: string | undefined): Reader {
  return (cells, at) => {
    const text = places.map((place) => cells[place] ?? '').join(' ');
    const read = format?.read(text, zone ?? at.zone, at.observed);
    return read === undefined ? text : new Date(read).toISOString();
  };
}

/** `1.234,50` is `1234.50`. */
function withPoint(text: string | undefined): string | undefined {
  return text?.replaceAll('.', '').replaceAll(' ', '').replace(',', '.');
}

function placeOf(name: string, columns: readonly string[]): number {
  const exact = columns.indexOf(name);
  const place = exact >= 0 ? exact : columns.findIndex((column) => column.toLowerCase() === name.toLowerCase());
  if (place < 0) throw new HabitusError('HAB-CONF-001', columns.join(', '), `a column ${name} in the file, as the mapping says`);
  return place;
}

/** Without a prototype: a column may be called as it likes. */
function emptyDocument(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

function put(document: Record<string, unknown>, path: readonly string[], value: unknown): void {
  if (value === undefined || value === '') return;
  let at = document;
  for (const key of path.slice(0, -1)) {
    const inner = at[key];
    at = (typeof inner === 'object' && inner !== null ? inner : (at[key] = emptyDocument())) as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) at[last] = value;
}
