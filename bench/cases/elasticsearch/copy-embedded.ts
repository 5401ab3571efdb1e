import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { DAY } from '../../../pkg/model';
import type { Store } from '../../../pkg/store/store';
import { anomalyIn, isCopied, receiptIn } from './copies';

const ALL = { from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1_000_000 };
/** As `nameIn`; copy 0 is the original. */
const NAME = String.raw`CASE WHEN copy = 0 THEN entity WHEN type IN ('address', 'network') THEN regexp_replace(entity, '^10\.', (10 + copy) || '.') ELSE entity || 'x' || copy END`;
const COPIED = `(copy = 0 OR type NOT IN ('service', 'organisation'))`;

/** Multiplies what a true backfill left, as `copyInCluster` does: anomalies and receipts, through the store. @returns how many anomalies there are then */
export async function copyAnomalies({ findings }: Store, copies: number): Promise<number> {
  const all = await findings.anomalies(ALL);
  const copied = all.filter(({ entity }) => isCopied(entity.type));
  const receipts = await Promise.all(copied.map(async ({ receipt }) => (await findings.receipt(receipt))!));
  for (let copy = 1; copy <= copies; copy++) {
    await findings.write({
      findings: [],
      risk: [],
      anomalies: copied.map((one) => anomalyIn(copy, one)),
      receipts: receipts.map((one) => receiptIn(copy, one)),
    });
  }
  return all.length + copied.length * copies;
}

/** The same for roll-ups and risk, in a database that nobody has open, in the order in which a backfill writes: week after week. */
export async function copyRows(database: string, copies: number): Promise<void> {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  try {
    await multiplied(
      connection,
      'rollups',
      `feature, type, ${NAME} AS entity, day, version, width, body, sets`,
      { time: 'day', order: 'feature, day, type, entity' },
      copies
    );
    await multiplied(connection, 'risk', `type, ${NAME} AS entity, moment, value`, { time: 'moment', order: 'moment, type, entity' }, copies);
    await connection.run('CHECKPOINT');
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

interface By {
  readonly time: string;
  readonly order: string;
}

async function multiplied(connection: DuckDBConnection, table: string, columns: string, { time, order }: By, copies: number): Promise<void> {
  const week = `${time} // ${7 * DAY}`;
  const weeks = await connection.runAndReadAll(`SELECT DISTINCT CAST(${week} AS INTEGER) AS week FROM ${table} ORDER BY week`);
  await connection.run(`CREATE TEMP TABLE original AS FROM ${table}`);
  await connection.run(`DELETE FROM ${table}`);
  for (const [number] of weeks.getRows()) {
    const from = `original, range(0, ${copies + 1}) AS times(copy) WHERE ${week} = ${String(number)} AND ${COPIED}`;
    await connection.run(`INSERT INTO ${table} SELECT ${columns} FROM ${from} ORDER BY ${order}`);
  }
  await connection.run('DROP TABLE original');
}
