import type { Condition } from '../../../model';
import { inBlocks, isBlock } from '../blocks';
import { numberIn, oneOf, type Query } from '../condition';
import type { Column } from './columns';
import { columnsOf, isAlways, valueOf, type FromColumn, type Reading } from './reading';

export type Leaf = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;
type Test = (value: string | undefined) => boolean;

/** Combinations of texts that stand in some columns of the events asked about, each once. For what only our own code can judge. */
export type Combinations = (columns: readonly Column[], among: Query) => AsyncIterable<(column: Column) => string | undefined>;

export interface Readings {
  /** Undefined where the events have no such field, or in no form that can be asked about. */
  of(field: string): Reading | undefined;
  readonly combinations: Combinations;
}

export const ALL: Query = { match_all: {} };
export const NONE: Query = { match_none: {} };

/** A condition on our fields, asked of theirs, with the meaning that it has of our own events. */
export async function viewCondition(condition: Condition, readings: Readings): Promise<Query> {
  if ('all' in condition) return both(await Promise.all(condition.all.map((one) => viewCondition(one, readings))));
  if ('any' in condition) return either(await Promise.all(condition.any.map((one) => viewCondition(one, readings))));
  if ('not' in condition) return negated(await viewCondition(condition.not, readings));
  const reading = readings.of(condition.field);
  return reading === undefined ? constant(fits(condition, undefined)) : leafQuery(condition, reading, readings.combinations);
}

export function both(queries: readonly Query[]): Query {
  const some = queries.filter((query) => query !== ALL);
  if (some.includes(NONE)) return NONE;
  return some.length === 0 ? ALL : some.length === 1 ? some[0]! : { bool: { filter: some } };
}

function either(queries: readonly Query[]): Query {
  const some = queries.filter((query) => query !== NONE);
  if (some.includes(ALL)) return ALL;
  return some.length === 0 ? NONE : some.length === 1 ? some[0]! : { bool: { should: some, minimum_should_match: 1 } };
}

function negated(query: Query): Query {
  return query === ALL ? NONE : query === NONE ? ALL : { bool: { must_not: [query] } };
}

function constant(holds: boolean): Query {
  return holds ? ALL : NONE;
}

export function exists({ name }: Column): Query {
  return { exists: { field: name } };
}

async function leafQuery(leaf: Leaf, reading: Reading, combinations: Combinations): Promise<Query> {
  switch (reading.kind) {
    case 'constant':
      return constant(reading.values.length === 0 ? fits(leaf, undefined) : reading.values.some((value) => fits(leaf, value)));
    case 'column':
      return columnQuery(leaf, reading, combinations);
    case 'first':
      return 'exists' in leaf ? existsQuery(leaf.exists, columnsOf(reading)) : firstQuery(leaf, reading.of, combinations);
    case 'derived':
      return combined(leaf, reading, combinations);
  }
}

function existsQuery(wanted: boolean, columns: readonly Column[]): Query {
  const there = either(columns.map(exists));
  return wanted ? there : negated(there);
}

/** The first that is there decides. */
async function firstQuery(leaf: Leaf, of: readonly Reading[], combinations: Combinations): Promise<Query> {
  const parts: Query[] = [];
  const before: Column[] = [];
  for (const one of of) {
    parts.push(both([negated(either(before.map(exists))), await leafQuery(leaf, one, combinations)]));
    before.push(...columnsOf(one));
  }
  return either(parts);
}

async function columnQuery(leaf: Leaf, reading: FromColumn, combinations: Combinations): Promise<Query> {
  const { column, map } = reading;
  if ('exists' in leaf) return existsQuery(leaf.exists, [column]);
  const pushed = map === undefined ? plainQuery(leaf, column) : mappedQuery(leaf, reading);
  return pushed ?? combined(leaf, reading, combinations);
}

/** What the index itself can answer of the values as they are; undefined where it cannot. */
function plainQuery(leaf: Leaf, { name, type }: Column): Query | undefined {
  if ('is' in leaf) return type === 'words' || type === 'time' ? undefined : isQuery(name, type, [leaf.is].flat());
  if ('cidr' in leaf) return type === 'ip' ? oneOf(name, [leaf.cidr].flat().filter(isBlock)) : undefined;
  if ('prefix' in leaf) return type === 'keyword' || type === 'open' ? { prefix: { [name]: { value: leaf.prefix } } } : undefined;
  if ('exists' in leaf || !['whole', 'fraction', 'time'].includes(type)) return undefined;
  const { over, under, atLeast, atMost } = leaf;
  const limits = { gt: over, lt: under, gte: atLeast, lte: atMost };
  const format = type === 'time' ? { format: 'epoch_millis' } : {};
  const given = Object.entries(limits).filter(([, limit]) => limit !== undefined);
  // Elasticsearch takes one lower and one upper limit a range.
  return both(given.map(([key, limit]) => ({ range: { [name]: { [key]: limit, ...format } } })));
}

function isQuery(name: string, type: Column['type'], wanted: readonly (string | number | boolean)[]): Query {
  if (type === 'whole' || type === 'fraction') return oneOf(name, wanted.map(Number).filter(Number.isFinite));
  return oneOf(name, wanted.map(String).filter(TAKEN_BY[type] ?? (() => true)));
}

/** What a term of these types may be; the cluster refuses the rest with an error. */
const TAKEN_BY: Partial<Record<Column['type'], (value: string) => boolean>> = {
  ip: (value) => !value.includes('/') && isBlock(value),
  boolean: (value) => value === 'true' || value === 'false',
};

/** Which of their values become one of those that are wanted. */
function mappedQuery(leaf: Leaf, { column, map = {} }: FromColumn): Query | undefined {
  if (!('is' in leaf) || map.scale !== undefined || column.type === 'words') return undefined;
  const wanted = new Set([leaf.is].flat().map(String));
  if (map.lower === true) return either([...wanted].map((value) => ({ term: { [column.name]: { value, case_insensitive: true } } })));
  const known = [...(map.values ?? [])];
  const theirs = known.flatMap(([raw, ours]) => (wanted.has(ours) ? [raw] : []));
  const passing = map.otherwise === undefined ? [...wanted].filter((value) => map.values?.has(value) !== true) : [];
  const listed = isQuery(column.name, column.type, [...theirs, ...passing]);
  if (map.otherwise === undefined || !wanted.has(map.otherwise)) return listed;
  return either([
    listed,
    both([
      exists(column),
      negated(
        isQuery(
          column.name,
          column.type,
          known.map(([raw]) => raw)
        )
      ),
    ]),
  ]);
}

/** Judged by us, combination by combination of what stands in the columns. */
async function combined(leaf: Leaf, reading: Reading, combinations: Combinations): Promise<Query> {
  const columns = columnsOf(reading);
  const found: ((column: Column) => string | undefined)[] = [];
  for await (const raw of combinations(columns, likeQuery(leaf, reading))) if (fits(leaf, valueOf(reading, raw))) found.push(raw);
  const present = anyOf(columns, found);
  return isAlways(reading) &&
    fits(
      leaf,
      valueOf(reading, () => undefined)
    )
    ? either([present, existsQuery(false, columns)])
    : present;
}

function anyOf(columns: readonly Column[], found: readonly ((column: Column) => string | undefined)[]): Query {
  const [only] = columns;
  if (only !== undefined && columns.length === 1) {
    return oneOf(
      only.name,
      found.flatMap((raw) => raw(only) ?? [])
    );
  }
  return either(
    found.map((raw) =>
      both(
        columns.map((column) => {
          const value = raw(column);
          return value === undefined ? negated(exists(column)) : { term: { [column.name]: { value } } };
        })
      )
    )
  );
}

/** Narrows what is read to texts that may become the wanted ones. */
function likeQuery(leaf: Leaf, reading: Reading): Query {
  if (reading.kind !== 'derived' || reading.like === undefined || !('is' in leaf)) return ALL;
  return likeAny(reading, [leaf.is].flat().map(String)) ?? ALL;
}

/** Events in which one of the columns holds what may become one of the values; undefined where that cannot be asked. */
export function likeAny(reading: Reading, values: readonly string[]): Query | undefined {
  if (reading.kind !== 'derived' || isAlways(reading) || values.length > MOST_LIKE) return undefined;
  const columns = columnsOf(reading);
  const forms = values.map((value) => reading.like?.(value));
  if (forms.includes(undefined) || columns.some(({ type }) => type !== 'keyword') || hasMap(reading)) return undefined;
  return either(columns.flatMap(({ name }) => forms.map((value) => ({ regexp: { [name]: { value: value!, case_insensitive: true } } }))));
}

const MOST_LIKE = 50;

function hasMap(reading: Reading): boolean {
  if (reading.kind === 'column') return reading.map !== undefined;
  return reading.kind === 'constant' ? false : (reading.kind === 'first' ? reading.of : reading.from).some(hasMap);
}

/** The closed language itself, of one value. */
export function fits(leaf: Leaf, value: string | undefined): boolean {
  if ('exists' in leaf) return leaf.exists === (value !== undefined);
  return value !== undefined && test(leaf)(value);
}

function test(leaf: Exclude<Leaf, { exists: boolean }>): Test {
  if ('is' in leaf) return (value) => [leaf.is].flat().some((one) => String(one) === value);
  if ('prefix' in leaf) return (value) => value?.startsWith(leaf.prefix) === true;
  if ('cidr' in leaf) return (value) => value !== undefined && inBlocks(value, [leaf.cidr].flat().filter(isBlock));
  const { over = -Infinity, under = Infinity, atLeast = -Infinity, atMost = Infinity } = leaf;
  return (value) => {
    const number = value === undefined ? undefined : numberIn(value);
    return number !== undefined && number > over && number < under && number >= atLeast && number <= atMost;
  };
}
