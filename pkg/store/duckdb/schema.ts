import { HabitusError } from '../../errors';
import { FIELDS, type FieldName, type FieldType } from '../../model';
import { ADDRESS_MACROS } from './cidr';
import type { Connections } from './connections';
import { constant, join, name, raw, sql, type Sql } from './sql';

/** Of everything in a data directory. Raised when a version cannot read what the one before wrote. */
export const SCHEMA = 1;

const COLUMN_TYPES: Record<FieldType, string> = {
  keyword: 'VARCHAR',
  keywords: 'VARCHAR[]',
  ip: 'VARCHAR',
  long: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'TIMESTAMP',
  json: 'JSON',
};

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

export function columnType(field: FieldName): Sql {
  return raw(COLUMN_TYPES[FIELDS[field]]);
}

/** Events that came in small batches and are not in a part yet. What a query reads are these and the parts: `EventParts`. */
export const OPEN_EVENTS = name('open_events');

/** Statements that make an empty database. Each can be repeated. */
export const TABLES: readonly Sql[] = [
  sql`CREATE TABLE IF NOT EXISTS ${OPEN_EVENTS} (${join(
    FIELD_NAMES.map((field) => sql`${name(field)} ${columnType(field)}`),
    ', '
  )})`,
  // Parquet files with events. A file that is not listed here does not count; times by event and by ingest, ids without those that lack their hour.
  sql`CREATE TABLE IF NOT EXISTS event_parts (name VARCHAR NOT NULL, events BIGINT NOT NULL, bytes BIGINT NOT NULL, oldest TIMESTAMP NOT NULL, newest TIMESTAMP NOT NULL, lowest VARCHAR, highest VARCHAR, undated BOOLEAN NOT NULL, ingested_from TIMESTAMP NOT NULL, ingested_to TIMESTAMP NOT NULL)`,
  // Whether an event is stored: see event-marks.ts.
  sql`CREATE TABLE IF NOT EXISTS event_marks (hour VARCHAR NOT NULL, mark UBIGINT NOT NULL)`,
  // Counts by source, one row a batch: `extent` need not read the events.
  sql`CREATE TABLE IF NOT EXISTS arrivals (source VARCHAR NOT NULL, events BIGINT NOT NULL, oldest TIMESTAMP NOT NULL, newest TIMESTAMP NOT NULL)`,
  sql`CREATE TABLE IF NOT EXISTS rollups (feature VARCHAR NOT NULL, type VARCHAR NOT NULL, entity VARCHAR NOT NULL, day BIGINT NOT NULL, version INTEGER NOT NULL, width BIGINT NOT NULL, body BLOB NOT NULL, sets VARCHAR)`,
  // Days of which rows may be in pieces: added hour by hour, joined when the day is over.
  sql`CREATE TABLE IF NOT EXISTS rollup_pieces (day BIGINT PRIMARY KEY)`,
  sql`CREATE TABLE IF NOT EXISTS state (key VARCHAR PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL)`,
  sql`ALTER TABLE state ADD COLUMN IF NOT EXISTS file VARCHAR`,
  // Newest fence that was written with, by lease.
  sql`CREATE TABLE IF NOT EXISTS fences (name VARCHAR PRIMARY KEY, version BIGINT NOT NULL)`,
  sql`CREATE TABLE IF NOT EXISTS records (kind VARCHAR NOT NULL, id VARCHAR NOT NULL, version INTEGER NOT NULL, body VARCHAR NOT NULL, PRIMARY KEY (kind, id))`,
  sql`CREATE TABLE IF NOT EXISTS findings (id VARCHAR NOT NULL, run VARCHAR NOT NULL, start BIGINT NOT NULL, body VARCHAR NOT NULL)`,
  sql`CREATE TABLE IF NOT EXISTS anomalies (id VARCHAR NOT NULL, run VARCHAR NOT NULL, type VARCHAR NOT NULL, entity VARCHAR NOT NULL, start BIGINT NOT NULL, until BIGINT NOT NULL, score DOUBLE NOT NULL, body VARCHAR NOT NULL)`,
  // Null where it was written before cases were searched by: then the body alone names it.
  sql`ALTER TABLE anomalies ADD COLUMN IF NOT EXISTS within VARCHAR`,
  // Null where it was written before cases were ranked by it.
  sql`ALTER TABLE anomalies ADD COLUMN IF NOT EXISTS minus_log10_p DOUBLE`,
  sql`CREATE TABLE IF NOT EXISTS receipts (id VARCHAR NOT NULL, body VARCHAR NOT NULL)`,
  sql`CREATE TABLE IF NOT EXISTS risk (type VARCHAR NOT NULL, entity VARCHAR NOT NULL, moment BIGINT NOT NULL, value DOUBLE NOT NULL)`,
];

/** Makes what is missing, columns of fields that are newer than the file included. @throws HabitusError HAB-STORE-002 when the events have columns that this version does not know */
export async function createSchema(connections: Connections): Promise<void> {
  await connections.write('events', async (tx) => {
    for (const statement of [...TABLES, ...ADDRESS_MACROS]) {
      await tx.run(statement);
    }
    const columns = await tx.rows(sql`SELECT column_name FROM duckdb_columns() WHERE table_name = 'open_events' ORDER BY column_index`);
    const found = columns.map((row) => String(row.column_name));
    if (found.join() !== FIELD_NAMES.slice(0, found.length).join()) {
      throw new HabitusError('HAB-STORE-002', `${columns.length} event fields`, `the ${FIELD_NAMES.length} event fields of this version`);
    }
    for (const field of FIELD_NAMES.slice(found.length)) {
      await tx.run(sql`ALTER TABLE ${OPEN_EVENTS} ADD COLUMN ${name(field)} ${columnType(field)}`);
    }
  });
}

/** A file of event lines. No line is longer than the file: DuckDB's buffers are made to fit it. */
export interface LineFile {
  readonly path: string;
  readonly bytes: number;
}

const LONGEST_LINE = 64 * 1024 * 1024;

/** A table function that reads event lines from a file with the given fields, or all, each in its own type or in another. */
export function eventLines({ path, bytes }: LineFile, fields: readonly FieldName[] = FIELD_NAMES, typed?: (field: FieldName) => 'VARCHAR' | undefined): Sql {
  const longest = Math.min(LONGEST_LINE, Math.max(1024 * 1024, bytes));
  const columns = join(
    fields.map((field) => sql`${constant(field)}: ${constant(typed?.(field) ?? COLUMN_TYPES[FIELDS[field]])}`),
    ', '
  );
  return sql`read_json(${constant(path)}, format = 'newline_delimited', maximum_object_size = ${raw(String(longest))}, columns = {${columns}})`;
}
