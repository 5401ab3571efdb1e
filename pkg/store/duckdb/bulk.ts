import { setImmediate as breathe } from 'node:timers/promises';
import { DuckDBDataChunk, VARCHAR, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import type { Transaction } from './connections';
import { join, name, raw, sql, type Sql } from './sql';

/** Rows a chunk of DuckDB holds. */
const CHUNK = 2_048;

export interface Bulk {
  readonly table: string;
  /** All columns of the table, in its order. */
  readonly columns: Readonly<Record<string, DuckDBType>>;
  /** Rows that agree in these columns are the same row: the last one stays. */
  readonly key: readonly string[];
  /** A column of the key whose few different values narrow the search for the rows to replace, so that DuckDB skips the rest. */
  readonly near?: string;
}

/** Overwrites by key. Rows go in by column chunks (200,000 narrow rows a second), not one statement each. */
export async function overwrite(tx: Transaction, bulk: Bulk, rows: readonly (readonly DuckDBValue[])[]): Promise<void> {
  if (rows.length === 0) {
    return;
  }
  const latest = lastOfEach(bulk, rows);
  await deleteSame(tx, bulk, latest);
  await fill(tx, bulk.table, Object.values(bulk.columns), latest, (row) => row);
}

/** Adds rows beside those that are there, whatever their key. Each is turned into columns as its chunk is made. */
export async function addRows<T>(tx: Transaction, bulk: Bulk, rows: readonly T[], toRow: (row: T) => readonly DuckDBValue[]): Promise<void> {
  if (rows.length > 0) {
    await fill(tx, bulk.table, Object.values(bulk.columns), rows, toRow);
  }
}

/** Only the keys are staged: the bodies go straight to where they stay. */
async function deleteSame(tx: Transaction, bulk: Bulk, rows: readonly (readonly DuckDBValue[])[]): Promise<void> {
  const [table, stage] = [name(bulk.table), name(`arriving_${bulk.table}`)];
  const places = placesOf(bulk);
  await tx.run(sql`CREATE OR REPLACE TEMP TABLE ${stage} AS SELECT ${join(bulk.key.map(name), ', ')} FROM ${table} LIMIT 0`);
  const types = places.map((place) => Object.values(bulk.columns)[place] ?? VARCHAR);
  await fill(tx, `arriving_${bulk.table}`, types, rows, (row) => places.map((place) => row[place] ?? null));
  const same = join(
    bulk.key.map((column) => sql`old.${name(column)} = new.${name(column)}`),
    ' AND '
  );
  await tx.run(sql`DELETE FROM ${table} AS old USING ${stage} AS new WHERE ${same}${await nearSql(tx, bulk, stage)}`);
  await tx.run(sql`DROP TABLE ${stage}`);
}

function placesOf(bulk: Bulk): number[] {
  return bulk.key.map((column) => Object.keys(bulk.columns).indexOf(column));
}

async function nearSql(tx: Transaction, bulk: Bulk, stage: Sql): Promise<Sql> {
  if (bulk.near === undefined) {
    return raw('');
  }
  const [row = {}] = await tx.rows(sql`SELECT min(${name(bulk.near)}) AS low, max(${name(bulk.near)}) AS high FROM ${stage}`);
  return sql` AND old.${name(bulk.near)} BETWEEN CAST(${String(row.low)} AS BIGINT) AND CAST(${String(row.high)} AS BIGINT)`;
}

function lastOfEach(bulk: Bulk, rows: readonly (readonly DuckDBValue[])[]): readonly (readonly DuckDBValue[])[] {
  const places = placesOf(bulk);
  const byKey = new Map(rows.map((row) => [places.map((place) => String(row[place])).join('\u0000'), row]));
  return byKey.size === rows.length ? rows : [...byKey.values()];
}

async function fill<T>(
  tx: Transaction,
  table: string,
  types: readonly DuckDBType[],
  rows: readonly T[],
  toRow: (row: T) => readonly DuckDBValue[]
): Promise<void> {
  const appender = await tx.connection.createAppender(table);
  try {
    for (let from = 0; from < rows.length; from += CHUNK) {
      const some = rows.slice(from, from + CHUNK).map(toRow);
      const chunk = DuckDBDataChunk.create(types, some.length);
      for (const column of types.keys()) {
        chunk.setColumnValues(
          column,
          some.map((row) => row[column] ?? null)
        );
      }
      appender.appendDataChunk(chunk);
      // A chunk takes some milliseconds of this thread: those who ask have their turn before the next.
      if (from + CHUNK < rows.length) await breathe();
    }
  } finally {
    appender.closeSync();
  }
}
