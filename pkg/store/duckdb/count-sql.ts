import { entityField, type Measure, type Millis } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import type { EventQuery } from '../store';
import { asText, conditionSql, inList, numberSql } from './condition';
import { fieldExpression } from './field';
import { FIELD_NAMES } from './schema';
import { name, raw, sql, type Sql } from './sql';

/**
 * The statement that answers a count query: columns `bucket` (its number since 1970), `entity`, then per measure
 * `value` (and `events` for magnitudes, `times` for values, `id` for single ones, `moment` for steps), in order of bucket, entity, value; steps in order of time and id.
 * @param events what it reads: open events and parts
 * @throws HabitusError HAB-STORE-004 for a field the store does not know
 */
export function countSql(query: CountQuery, events: Sql): Sql {
  const { entity, value, from, whole } = picked(query, events);
  const where = sql`FROM ${from} WHERE ${within(query.from, query.to)} AND ${entity} IS NOT NULL AND ${conditionSql(query.where)}${onlySql(entity, query.only)}`;
  const head = sql`SELECT CAST(epoch_ms("@timestamp") // ${query.width} AS DOUBLE) AS bucket, ${entity} AS entity`;
  return measureSql(query.measure, head, { value, whole }, where);
}

/** Half open, as everywhere. */
export function within(from: Millis, to: Millis): Sql {
  return sql`"@timestamp" >= ${instant(from)} AND "@timestamp" < ${instant(to)}`;
}

/** As a constant, since COPY takes no bound values. */
export function instant(at: Millis): Sql {
  return raw(`make_timestamp_ms(CAST(${Math.trunc(at)} AS BIGINT))`);
}

interface Picked {
  readonly entity: Sql;
  readonly value: Sql;
  readonly from: Sql;
  readonly whole: boolean;
}

/** A measured field with many values gives a row for each different one: what a list holds twice counts once an event. */
function picked(query: CountQuery, events: Sql): Picked {
  const entity = fieldExpression(entityField(query.entity.role, query.entity.type)).value;
  if (query.measure.kind === 'count') {
    return { entity, value: raw('1'), from: events, whole: true };
  }
  const field = fieldExpression(query.measure.field);
  const single = field.many ? { value: raw('each_value'), many: false, type: 'text' as const } : field;
  const from = field.many ? sql`(SELECT *, unnest(list_distinct(${field.value})) AS each_value FROM ${events} WHERE ${within(query.from, query.to)})` : events;
  const wantsText = ['distinct', 'values', 'ordered'].includes(query.measure.kind);
  const whole = field.whole === true;
  return { entity, from, whole, value: wantsText ? asText(single) : sql`CAST(${numberSql(single)} AS ${raw(whole ? 'BIGINT' : 'DOUBLE')})` };
}

function onlySql(entity: Sql, only: readonly string[] | undefined): Sql {
  return only === undefined ? raw('') : sql` AND ${inList(entity, only)}`;
}

const BY_ENTITY = raw('GROUP BY bucket, entity ORDER BY bucket, entity');

function measureSql(measure: Measure, head: Sql, { value, whole }: Pick<Picked, 'value' | 'whole'>, where: Sql): Sql {
  switch (measure.kind) {
    case 'count':
      return sql`${head}, CAST(count(*) AS DOUBLE) AS value ${where} ${BY_ENTITY}`;
    case 'distinct':
      return sql`${head}, CAST(count(DISTINCT ${value}) AS DOUBLE) AS value ${where} AND ${value} IS NOT NULL ${BY_ENTITY}`;
    case 'sum':
    case 'mean':
    case 'maximum':
      return sql`${head}, ${magnitude(measure.kind, value, whole)} AS value, CAST(count(*) AS DOUBLE) AS events ${where} AND ${value} IS NOT NULL ${BY_ENTITY}`;
    case 'values':
      return sql`${head}, ${value} AS value, CAST(count(*) AS DOUBLE) AS times ${where} AND ${value} IS NOT NULL GROUP BY bucket, entity, value ORDER BY bucket, entity, value`;
    case 'ordered':
      return sql`${head}, ${value} AS value, CAST(epoch_ms("@timestamp") AS DOUBLE) AS moment ${where} AND ${value} IS NOT NULL ORDER BY moment, "habitus.id", value`;
    case 'single':
      return sql`${head}, CAST(${value} AS DOUBLE) AS value, "habitus.id" AS id ${where} AND ${value} IS NOT NULL ORDER BY bucket, entity, "@timestamp", id`;
  }
}

/** Sums of whole numbers are exact: no order of summation changes them. Those of fractions are compensated (Kahan), and rounded where they are read. */
function magnitude(kind: 'sum' | 'mean' | 'maximum', value: Sql, whole: boolean): Sql {
  if (kind === 'maximum') {
    return sql`CAST(max(${value}) AS DOUBLE)`;
  }
  const sum = whole ? sql`CAST(sum(${value}) AS DOUBLE)` : sql`fsum(${value})`;
  return kind === 'sum' ? sum : sql`${sum} / count(*)`;
}

/** Raw events, newest first; at the same instant by id. */
export function findSql({ from, to, where, limit, fields = FIELD_NAMES }: EventQuery, events: Sql): Sql {
  const condition = where === undefined ? raw('true') : conditionSql(where);
  const columns = fields.map((field) => name(field).text).join(', ');
  return sql`SELECT ${raw(columns)} FROM ${events} WHERE ${within(from, to)} AND ${condition} ORDER BY "@timestamp" DESC, "habitus.id" LIMIT ${limit}`;
}
