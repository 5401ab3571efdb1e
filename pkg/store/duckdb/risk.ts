import type { EntityRef, EntityType, Millis, Risk } from '../../model';
import type { Connections, Row } from './connections';
import { sql } from './sql';

interface Span {
  readonly from: Millis;
  readonly to: Millis;
  readonly limit: number;
}

const COLUMNS = sql`type, entity, CAST(moment AS DOUBLE) AS moment, value`;

/** The last risk of each entity in [from, to], highest first. */
export async function riskNow(connections: Connections, span: Span): Promise<Risk[]> {
  const rows = await connections.rows(
    sql`SELECT type, entity, CAST(max(moment) AS DOUBLE) AS moment, arg_max(value, moment) AS value FROM risk WHERE moment >= ${span.from} AND moment <= ${span.to}
      GROUP BY type, entity ORDER BY value DESC, type, entity LIMIT ${span.limit}`
  );
  return rows.map(risk);
}

/** The risk of one entity in [from, to], in order of time. */
export async function riskSeries(connections: Connections, query: Span & { readonly entity: EntityRef }): Promise<Risk[]> {
  const { type, id } = query.entity;
  const rows = await connections.rows(
    sql`SELECT ${COLUMNS} FROM risk WHERE type = ${type} AND entity = ${id} AND moment >= ${query.from} AND moment <= ${query.to} ORDER BY risk.moment LIMIT ${query.limit}`
  );
  return rows.map(risk);
}

/** Moments in [from, to] of the highest values. */
export async function highestRisk(connections: Connections, { from, to, limit }: Span): Promise<Risk[]> {
  const rows = await connections.rows(
    sql`SELECT ${COLUMNS} FROM risk WHERE moment >= ${from} AND moment <= ${to} ORDER BY value DESC, type, entity, risk.moment LIMIT ${limit}`
  );
  return rows.map(risk);
}

function risk(row: Row): Risk {
  return { entity: { type: String(row.type) as EntityType, id: String(row.entity) }, at: Number(row.moment), value: Number(row.value) };
}
