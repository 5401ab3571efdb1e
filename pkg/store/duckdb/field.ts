import { HabitusError } from '../../errors';
import { FIELDS, type FieldName, type FieldType } from '../../model';
import { constant, name, sql, type Sql } from './sql';

/** How the value of an event's field is had in SQL. */
export interface FieldExpression {
  /** VARCHAR, BIGINT, DOUBLE, BOOLEAN or TIMESTAMP; a list of VARCHAR when `many`. */
  readonly value: Sql;
  readonly many: boolean;
  readonly type: 'text' | 'number' | 'boolean' | 'time';
  /** Whether all its values are whole numbers: their sums are exact. */
  readonly whole?: boolean;
}

const TYPES: Readonly<Record<FieldName, FieldType>> = FIELDS;
const OPEN = /^(labels|habitus\.extra)\.(.+)$/;

/**
 * A field of `FIELDS`, `labels.<key>` or `habitus.extra.<path>`. A key below `habitus.extra` may hold dots itself or lie nested: both are met by the same name.
 * @throws HabitusError HAB-STORE-004 for any other name
 */
export function fieldExpression(field: string): FieldExpression {
  const open = OPEN.exec(field);
  if (open?.[1] !== undefined && open[2] !== undefined) {
    return { value: jsonValues(name(open[1]), open[2]), many: true, type: 'text' };
  }
  if (!Object.hasOwn(FIELDS, field)) {
    throw new HabitusError('HAB-STORE-004', field);
  }
  switch (TYPES[field as FieldName]) {
    case 'long':
      return { value: name(field), many: false, type: 'number', whole: true };
    case 'double':
      return { value: name(field), many: false, type: 'number' };
    case 'date':
      return { value: name(field), many: false, type: 'time' };
    case 'keywords':
      return { value: name(field), many: true, type: 'text' };
    case 'json':
      return { value: sql`CAST(${name(field)} AS VARCHAR)`, many: false, type: 'text' };
    case 'boolean':
      return { value: name(field), many: false, type: 'boolean' };
    case 'keyword':
    case 'ip':
      return { value: name(field), many: false, type: 'text' };
  }
}

/** The values at a path of a JSON column as a list of text; NULL when there are none. */
function jsonValues(column: Sql, path: string): Sql {
  const literal = `$."${escaped(path)}"`;
  if (!path.includes('.')) {
    return valuesAt(column, literal);
  }
  const nested = `$${path
    .split('.')
    .map((part) => `."${escaped(part)}"`)
    .join('')}`;
  return sql`coalesce(${valuesAt(column, literal)}, ${valuesAt(column, nested)})`;
}

function valuesAt(column: Sql, path: string): Sql {
  // Constants, since the type of `json_extract_string` depends on whether its path holds a wildcard.
  const [one, each] = [constant(path), constant(`${path}[*]`)];
  return sql`CASE coalesce(json_type(${column}, ${one}), 'NULL') WHEN 'NULL' THEN NULL WHEN 'ARRAY' THEN json_extract_string(${column}, ${each}) ELSE [json_extract_string(${column}, ${one})] END`;
}

/** JSON paths of DuckDB quote a key with `"`, and escape with a backslash. */
function escaped(key: string): string {
  return key.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}
