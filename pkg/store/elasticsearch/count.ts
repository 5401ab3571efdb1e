import { bucketStart, entityField, type Observation } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import { stepLists } from '../step-lists';
import { checkFields, conditionQuery, oneOf, type Expand, type Query } from './condition';
import { placeOf, type Place } from './field';
import { foldValues, isSum, magnitude, type InBucket, type Sum } from './fold-values';
import { groups, type Group, type Source } from './groups';
import type { Indices } from './indices';
import { atOneTime, type SearchNow } from './paging';
import { singles } from './singles';
import { within } from './span';
import { stepRows } from './steps';

/** Observations in order of bucket, then entity, of the events as they are when it begins. One page of groups is held at a time. */
export async function* count(indices: Indices, query: CountQuery): AsyncGenerator<Observation> {
  checkFields(query.where);
  if ('field' in query.measure) placeOf(query.measure.field);
  yield* atOneTime(indices, indices.names.events, (search) => counted(search, query));
}

async function* counted(search: SearchNow, query: CountQuery): AsyncGenerator<Observation> {
  const filter = await filterOf(search, query);
  const { measure } = query;
  if (measure.kind === 'count') return yield* counts(search, query, filter);
  const place = placeOf(measure.field);
  if (measure.kind === 'single') return yield* singles(search, query, filter, place);
  if (measure.kind === 'ordered') return yield* stepLists(stepRows(search, query, filter, place), query.entity.type, query.width);
  if (isSum(measure) && place.type !== 'text') return yield* magnitudes(search, query, filter, measure, place);
  const sources = [...sourcesOf(query), { value: { terms: { field: place.name } } }];
  yield* foldValues(groups(search, filter, sources), (group) => placeIn(query, group), measure, place);
}

async function filterOf(search: SearchNow, query: CountQuery): Promise<Query> {
  const span = within(query.from, query.to);
  const entity = entityOf(query);
  const only = query.only === undefined ? [] : [oneOf(entity, query.only)];
  return { bool: { filter: [span, { exists: { field: entity } }, ...only, await conditionQuery(query.where, expandIn(search, span))] } };
}

/** Reads the different values of a field in a span and keeps those that fit. */
export function expandIn(search: SearchNow, span: Query): Expand {
  return async (place, fits) => {
    const values: string[] = [];
    for await (const { key } of groups(search, span, [{ value: { terms: { field: place.name } } }])) {
      if (fits(String(key['value']))) values.push(String(key['value']));
    }
    return values;
  };
}

function entityOf({ entity }: CountQuery): string {
  return placeOf(entityField(entity.role, entity.type)).name;
}

/** Of one bucket by the entity alone: where the index is sorted by it, the cluster stops where a page is full. */
function sourcesOf(query: CountQuery): Source[] {
  const bucket = { bucket: { date_histogram: { field: '@timestamp', fixed_interval: `${query.width}ms` } } };
  const entity = { entity: { terms: { field: entityOf(query) } } };
  return (isOneBucket(query) ? [entity] : [bucket, entity]) as Source[];
}

function isOneBucket({ from, to, width }: CountQuery): boolean {
  return bucketStart(from, width) === bucketStart(to - 1, width);
}

function placeIn(query: CountQuery, { key }: Group): InBucket {
  return {
    entity: { type: query.entity.type, id: String(key['entity']) },
    start: Number(key['bucket'] ?? bucketStart(query.from, query.width)),
    width: query.width,
  };
}

async function* counts(search: SearchNow, query: CountQuery, filter: Query): AsyncGenerator<Observation> {
  for await (const group of groups(search, filter, sourcesOf(query))) yield { ...placeIn(query, group), kind: 'count', value: group.doc_count };
}

/** Numbers are summed by the cluster itself, compensated; over whole numbers that is exact. */
async function* magnitudes(search: SearchNow, query: CountQuery, filter: Query, measure: Sum, { name }: Place): AsyncGenerator<Observation> {
  const withValue: Query = { bool: { filter: [filter, { exists: { field: name } }] } };
  const metrics = { value: measure.kind === 'maximum' ? { max: { field: name } } : { sum: { field: name } } };
  for await (const group of groups(search, withValue, sourcesOf(query), metrics)) {
    const { value } = group['value'] as { value: number };
    yield magnitude(placeIn(query, group), measure, value, group.doc_count);
  }
}
