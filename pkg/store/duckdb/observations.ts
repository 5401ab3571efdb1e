import { BIGINT, BLOB, DuckDBBlobValue, INTEGER, VARCHAR, type DuckDBValue } from '@duckdb/node-api';
import type { EntityType, Millis } from '../../model';
import type { Fence, ObservationStore, RollUp, RollUpPieces } from '../store';
import { addRows, overwrite, type Bulk } from './bulk';
import type { Connections } from './connections';
import { joined } from '../encoding/joined-rollups';
import { packArrays, unpackArrays } from '../encoding/rollup-body';
import { packSets, unpackSets } from '../encoding/sets';
import { passFence } from './fence';
import { join, raw, sql, type Sql } from './sql';
import { bytesOf } from './state';

const ROLLUPS: Bulk = {
  table: 'rollups',
  columns: { feature: VARCHAR, type: VARCHAR, entity: VARCHAR, day: BIGINT, version: INTEGER, width: BIGINT, body: BLOB, sets: VARCHAR },
  key: ['feature', 'type', 'entity', 'day'],
  near: 'day',
};

/** Daily roll-ups: the truth from which state is rebuilt. */
export class DuckdbObservations implements ObservationStore {
  public readonly pieces: RollUpPieces = {
    add: async (rows) => {
      const days = [...new Set(rows.map(({ day }) => day))];
      await this.connections.write('rollups', async (tx) => {
        for (const day of days) await tx.run(sql`INSERT INTO rollup_pieces VALUES (${BigInt(day)}) ON CONFLICT DO NOTHING`);
        await addRows(tx, ROLLUPS, rows, toRow);
      });
    },
    join: async (before) => {
      const days = await this.connections.rows(sql`SELECT CAST(day AS DOUBLE) AS day FROM rollup_pieces WHERE day < ${before} ORDER BY day`);
      for (const { day } of days) await this.joinDay(Number(day));
    },
  };

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
    const statement = sql`SELECT ${raw(columns)} FROM rollups WHERE ${rollUpWhere(query)} ORDER BY feature, type, entity, day, rowid`;
    let pieces: RollUp[] = [];
    for await (const chunk of this.connections.stream(() => Promise.resolve(statement))) {
      for (const row of chunk.getRows()) {
        const piece = toRollUp(row);
        if (pieces[0] !== undefined && !isSame(pieces[0], piece)) {
          yield joined(pieces);
          pieces = [];
        }
        pieces.push(piece);
      }
    }
    if (pieces.length > 0) {
      yield joined(pieces);
    }
  }

  /** Feature after feature, each in one transaction: what a crash leaves in pieces is joined the next time. */
  private async joinDay(day: Millis): Promise<void> {
    const features = await this.connections.rows(sql`SELECT DISTINCT feature FROM rollups WHERE day = ${day}`);
    for (const { feature } of features) {
      const of = sql`day = ${day} AND feature = ${String(feature)}`;
      await this.connections.write('rollups', async (tx) => {
        await tx.run(sql`CREATE OR REPLACE TEMP TABLE joined_rollups AS SELECT * FROM rollups LIMIT 0`);
        let whole: RollUp[] = [];
        for await (const row of this.read({ from: day, to: day + 1, feature: String(feature) })) {
          if (whole.push(row) < JOINED_AT_ONCE) continue;
          await addRows(tx, { ...ROLLUPS, table: 'joined_rollups' }, whole, toRow);
          whole = [];
        }
        await addRows(tx, { ...ROLLUPS, table: 'joined_rollups' }, whole, toRow);
        await tx.run(sql`DELETE FROM rollups WHERE ${of}`);
        await tx.run(sql`INSERT INTO rollups SELECT * FROM joined_rollups`);
        await tx.run(sql`DROP TABLE joined_rollups`);
      });
    }
    await this.connections.write('rollups', async (tx) => await tx.run(sql`DELETE FROM rollup_pieces WHERE day = ${day}`));
  }
}

const JOINED_AT_ONCE = 8_192;

function isSame(a: RollUp, b: RollUp): boolean {
  return a.entity.id === b.entity.id && a.day === b.day && a.feature === b.feature && a.entity.type === b.entity.type;
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
