import { BIGINT, BLOB, DuckDBBlobValue, INTEGER, VARCHAR, type DuckDBValue } from '@duckdb/node-api';
import type { EntityType, Millis } from '../../model';
import type { Fence, ObservationStore, RollUp } from '../store';
import { overwrite, type Bulk } from './bulk';
import type { Connections } from './connections';
import { packArrays, unpackArrays } from '../encoding/rollup-body';
import { packSets, unpackSets } from '../encoding/sets';
import { passFence } from './fence';
import { join, sql, type Sql } from './sql';
import { bytesOf } from './state';

const ROLLUPS: Bulk = {
  table: 'rollups',
  columns: { feature: VARCHAR, type: VARCHAR, entity: VARCHAR, day: BIGINT, version: INTEGER, width: BIGINT, body: BLOB, sets: VARCHAR },
  key: ['feature', 'type', 'entity', 'day'],
  near: 'day',
};

/** Daily roll-ups: the truth from which state is rebuilt. */
export class DuckdbObservations implements ObservationStore {
  public constructor(private readonly connections: Connections) {}

  public async write(rows: readonly RollUp[], fence?: Fence): Promise<void> {
    const values = rows.map(toRow);
    await this.connections.write('rollups', async (tx) => {
      await passFence(tx, fence && { ...fence, name: `rollups ${fence.name}` });
      await overwrite(tx, ROLLUPS, values);
    });
  }

  public async newest(): Promise<Millis | undefined> {
    const [row = {}] = await this.connections.rows(sql`SELECT CAST(max(day) AS DOUBLE) AS newest FROM rollups`);
    return row.newest === null || row.newest === undefined ? undefined : Number(row.newest);
  }

  public async retain(before: Millis): Promise<number> {
    return await this.connections.write('rollups', async (tx) => await tx.run(sql`DELETE FROM rollups WHERE day < ${before}`));
  }

  public async *read(query: Parameters<ObservationStore['read']>[0]): AsyncGenerator<RollUp> {
    const columns = Object.keys(ROLLUPS.columns).join(', ');
    const statement = sql`SELECT ${{ text: columns, values: [] }} FROM rollups WHERE ${rollUpWhere(query)} ORDER BY feature, type, entity, day`;
    for await (const chunk of this.connections.stream(() => Promise.resolve(statement))) {
      for (const row of chunk.getRows()) {
        yield toRollUp(row);
      }
    }
  }
}

function rollUpWhere(query: Parameters<ObservationStore['read']>[0]): Sql {
  const tests: readonly (Sql | undefined)[] = [
    sql`day >= ${query.from} AND day < ${query.to}`,
    query.feature === undefined ? undefined : sql`feature = ${query.feature}`,
    query.entity && sql`type = ${query.entity.type} AND entity = ${query.entity.id}`,
  ];
  return join(
    tests.filter((test) => test !== undefined),
    ' AND '
  );
}

function toRow(row: RollUp): DuckDBValue[] {
  return [
    row.feature,
    row.entity.type,
    row.entity.id,
    BigInt(row.day),
    row.featureVersion,
    BigInt(row.width),
    new DuckDBBlobValue(packArrays(row)),
    packSets(row) ?? null,
  ];
}

function toRollUp(row: readonly DuckDBValue[]): RollUp {
  const [feature, type, entity, day, version, width, body, sets] = row;
  const rollUp = {
    entity: { type: String(type) as EntityType, id: String(entity) },
    feature: String(feature),
    featureVersion: Number(version),
    day: Number(day),
    width: Number(width),
    ...unpackArrays(bytesOf(body)),
  };
  return sets === null || sets === undefined ? rollUp : { ...rollUp, ...unpackSets(String(sets)) };
}
