import type { estypes } from '@elastic/elasticsearch';
import type { Condition } from '../../model';
import { inBlocks, isBlock } from './blocks';
import { placeOf, type Place } from './field';

export type Query = estypes.QueryDslQueryContainer;
type Leaf = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;
type Range = Extract<Condition, { over?: number }>;

/**
 * The different values of a field that satisfy a test, in the span that is asked about. For what an index cannot answer of a text: whether
 * it is a number above 3, or an address in a block. No script is needed, and the meaning is the other store's to the letter.
 */
export type Expand = (place: Place, fits: (value: string) => boolean) => Promise<string[]>;

const ALL: Query = { match_all: {} };
const NONE: Query = { match_none: {} };

/** The condition in Elasticsearch's language, with the very meaning that it has in DuckDB. @throws HabitusError HAB-STORE-004 for an unknown field */
export async function conditionQuery(condition: Condition, expand: Expand): Promise<Query> {
  if ('all' in condition) {
    return condition.all.length === 0 ? ALL : { bool: { filter: await each(condition.all, expand) } };
  }
  if ('any' in condition) {
    return condition.any.length === 0 ? NONE : { bool: { should: await each(condition.any, expand), minimum_should_match: 1 } };
  }
  return 'not' in condition ? { bool: { must_not: [await conditionQuery(condition.not, expand)] } } : leafQuery(condition, expand);
}

/** Also where there is no index yet that could be asked. @throws HabitusError HAB-STORE-004 for an unknown field */
export function checkFields(condition: Condition): void {
  if ('all' in condition) condition.all.forEach(checkFields);
  else if ('any' in condition) condition.any.forEach(checkFields);
  else if ('not' in condition) checkFields(condition.not);
  else placeOf(condition.field);
}

function each(conditions: readonly Condition[], expand: Expand): Promise<Query[]> {
  return Promise.all(conditions.map((one) => conditionQuery(one, expand)));
}

async function leafQuery(leaf: Leaf, expand: Expand): Promise<Query> {
  const place = placeOf(leaf.field);
  if ('exists' in leaf) {
    const there: Query = { exists: { field: place.name } };
    return leaf.exists ? there : { bool: { must_not: [there] } };
  }
  if ('is' in leaf) return isQuery(place, [leaf.is].flat());
  if ('prefix' in leaf) {
    const { prefix } = leaf;
    return place.type === 'text' ? { prefix: { [place.name]: { value: prefix } } } : expanded(place, expand, (value) => value.startsWith(prefix));
  }
  if ('cidr' in leaf) return cidrQuery(place, [leaf.cidr].flat().filter(isBlock), expand);
  return rangeQuery(place, leaf, expand);
}

function isQuery(place: Place, wanted: readonly (string | number | boolean)[]): Query {
  const values: (string | number)[] = place.type === 'number' ? wanted.map(Number).filter(Number.isFinite) : wanted.map(String);
  return oneOf(place.name, values);
}

async function cidrQuery(place: Place, blocks: readonly string[], expand: Expand): Promise<Query> {
  if (blocks.length === 0) return NONE;
  return place.address === undefined ? expanded(place, expand, (value) => inBlocks(value, blocks)) : oneOf(place.address, blocks);
}

async function rangeQuery(place: Place, { over, under, atLeast, atMost }: Range, expand: Expand): Promise<Query> {
  if (place.type !== 'text') {
    const limits = { ...(over !== undefined && { gt: over }), ...(under !== undefined && { lt: under }) };
    const closed = { ...(atLeast !== undefined && { gte: atLeast }), ...(atMost !== undefined && { lte: atMost }) };
    const times = place.type === 'time' ? { format: 'epoch_millis' } : {};
    return { bool: { filter: [{ range: { [place.name]: { ...limits, ...times } } }, { range: { [place.name]: { ...closed, ...times } } }] } };
  }
  return expanded(place, expand, (value) => {
    const number = numberIn(value);
    return (
      number !== undefined && number > (over ?? -Infinity) && number < (under ?? Infinity) && number >= (atLeast ?? -Infinity) && number <= (atMost ?? Infinity)
    );
  });
}

async function expanded(place: Place, expand: Expand, fits: (value: string) => boolean): Promise<Query> {
  return oneOf(place.name, await expand(place, fits));
}

/** Elasticsearch takes 65,536 terms at once. */
const MOST_TERMS = 60_000;

/** Whether the field holds one of the values, however many they are. */
export function oneOf(field: string, values: readonly (string | number)[]): Query {
  if (values.length === 0) return NONE;
  const parts: Query[] = [];
  for (let from = 0; from < values.length; from += MOST_TERMS) parts.push({ terms: { [field]: values.slice(from, from + MOST_TERMS) } });
  return parts.length === 1 ? parts[0]! : { bool: { should: parts, minimum_should_match: 1 } };
}

/** A text as the number it writes, if it does. */
export function numberIn(text: string): number | undefined {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : undefined;
}
