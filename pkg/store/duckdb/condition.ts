import { listValue } from '@duckdb/node-api';
import type { Condition } from '../../model';
import { inBlock } from './cidr';
import { fieldExpression, type FieldExpression } from './field';
import { join, raw, sql, type Sql } from './sql';

type Leaf = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;
type Range = Extract<Condition, { over?: number }>;

/** Truth of a condition over a row of `events`, possibly NULL for false. @throws HabitusError HAB-STORE-004 for an unknown field */
export function conditionSql(condition: Condition): Sql {
  if ('all' in condition) {
    return condition.all.length === 0 ? raw('true') : sql`(${join(condition.all.map(conditionSql), ' AND ')})`;
  }
  if ('any' in condition) {
    return condition.any.length === 0 ? raw('false') : sql`(${join(condition.any.map(conditionSql), ' OR ')})`;
  }
  // Only here NULL would change the answer: what lacks the field satisfies `not`.
  return 'not' in condition ? sql`NOT coalesce(${conditionSql(condition.not)}, false)` : leafSql(condition);
}

function leafSql(leaf: Leaf): Sql {
  const field = fieldExpression(leaf.field);
  if ('exists' in leaf) {
    return existsSql(field, leaf.exists);
  }
  if (!field.many) {
    return comparison(leaf, field);
  }
  const each = comparison(leaf, { value: raw('x'), many: false, type: 'text' });
  return sql`list_bool_or(list_transform(${field.value}, x -> coalesce(${each}, false)))`;
}

function existsSql(field: FieldExpression, wanted: boolean): Sql {
  const there = field.many ? sql`coalesce(len(${field.value}), 0) > 0` : sql`${field.value} IS NOT NULL`;
  return wanted ? there : sql`NOT (${there})`;
}

function comparison(leaf: Exclude<Leaf, { exists: boolean }>, field: FieldExpression): Sql {
  if ('is' in leaf) {
    return isSql(field, [leaf.is].flat());
  }
  if ('prefix' in leaf) {
    return sql`starts_with(${asText(field)}, ${leaf.prefix})`;
  }
  if ('cidr' in leaf) {
    return sql`(${join(
      [leaf.cidr].flat().map((block) => inBlock(asText(field), block)),
      ' OR '
    )})`;
  }
  return rangeSql(leaf, field);
}

function isSql(field: FieldExpression, wanted: readonly (string | number | boolean)[]): Sql {
  if (field.type === 'number') {
    return oneOf(
      field.value,
      wanted.map(Number).filter((value) => !Number.isNaN(value))
    );
  }
  return oneOf(asText(field), wanted.map(String));
}

function oneOf(value: Sql, wanted: readonly (string | number)[]): Sql {
  const [only] = wanted;
  if (only === undefined) {
    return raw('false');
  }
  return wanted.length === 1
    ? sql`${value} = ${only}`
    : sql`${value} IN (${join(
        wanted.map((each) => sql`${each}`),
        ', '
      )})`;
}

function rangeSql(leaf: Range, field: FieldExpression): Sql {
  const value = numberSql(field);
  const limits: readonly (readonly [number | undefined, Sql])[] = [
    [leaf.over, raw('>')],
    [leaf.under, raw('<')],
    [leaf.atLeast, raw('>=')],
    [leaf.atMost, raw('<=')],
  ];
  const parts = limits.flatMap(([limit, sign]) => (limit === undefined ? [] : [sql`${value} ${sign} ${limit}`]));
  return parts.length === 0 ? sql`${value} IS NOT NULL` : sql`(${join(parts, ' AND ')})`;
}

/** The field as a number: times in epoch milliseconds, text where it is one, otherwise NULL. */
export function numberSql(field: FieldExpression): Sql {
  if (field.type === 'number') {
    return field.value;
  }
  return field.type === 'time' ? sql`epoch_ms(${field.value})` : sql`TRY_CAST(${field.value} AS DOUBLE)`;
}

export function asText(field: FieldExpression): Sql {
  return field.type === 'text' ? field.value : sql`CAST(${field.value} AS VARCHAR)`;
}

/** Whether `value` is one of many: one bound list, so that the statement stays the same for one id and for ten thousand. */
export function inList(value: Sql, list: readonly string[]): Sql {
  return list.length === 0 ? raw('false') : sql`${value} IN (SELECT unnest(${listValue([...list])}))`;
}
