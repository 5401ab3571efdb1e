import { DAY, type Anomaly } from '../../model';
import { decode } from '../encoding/json';
import { casesByHeight, ofCases } from '../of-cases';
import type { AnomalyQuery, CaseQuery } from '../store';
import type { Query } from './condition';
import { isMissing } from './failure';
import type { Indices } from './indices';
import type { Between } from './names';
import { listed } from './paging';

interface Kept {
  readonly body: string;
}

/** The highest score first. */
export async function anomalies(indices: Indices, query: AnomalyQuery): Promise<Anomaly[]> {
  const found: Anomaly[] = [];
  const sort = [{ score: 'desc' as const }, { start: 'desc' as const }, { id: 'asc' as const }];
  const listing = { query: anomalyQuery(query), sort, source: ['body'], limit: query.limit, span: monthsIn(query) };
  const isWanted = ofCases(query.cases);
  for await (const { _source } of listed<Kept>(indices, indices.names.anomalies, listing)) {
    const anomaly = decode<Anomaly>(_source!.body);
    if (isWanted(anomaly)) found.push(anomaly);
  }
  return found;
}

/** More than a cluster gives at once. */
const MOST = 10_000;

const HEIGHT = [{ minusLog10P: { order: 'desc' as const } }, { start: 'desc' as const }, { id: 'asc' as const }];

/** By one search that reads no document: of each case the highest, by doc values. */
export async function highestCases(indices: Indices, query: CaseQuery): Promise<string[]> {
  const { anomalies: name } = indices.names;
  const { limit } = query;
  await indices.refresh(name);
  try {
    if (limit > MOST || (await isOlderWithin(indices, query))) return await casesRead(indices, query);
    const search = { query: anomalyQuery(query), sort: HEIGHT, collapse: { field: 'case' }, size: limit, track_total_hits: false, _source: false };
    const { hits } = await indices.search(name, search, monthsIn(query));
    return hits.hits.map(({ fields }) => String((fields?.['case'] as readonly unknown[] | undefined)?.[0]));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Whether some that fit are of a version that wrote no height: neither that nor their case can be searched by. */
async function isOlderWithin(indices: Indices, query: CaseQuery): Promise<boolean> {
  const older: Query = { bool: { filter: [anomalyQuery(query)], must_not: [{ exists: { field: 'minusLog10P' } }] } };
  const { hits } = await indices.search(indices.names.anomalies, { query: older, size: 1, track_total_hits: false, _source: false }, monthsIn(query));
  return hits.hits.length > 0;
}

async function casesRead(indices: Indices, query: CaseQuery): Promise<string[]> {
  return casesByHeight(await anomalies(indices, { ...query, limit: Infinity })).slice(0, query.limit);
}

/** An anomaly is of an hour, and lies in the month of its start. */
function monthsIn({ from, to }: CaseQuery): Between {
  return { from: from - DAY, to };
}

/** Written before cases were searched by: theirs is in the body only. */
const WITHOUT_CASE: Query = { bool: { must_not: [{ exists: { field: 'case' } }] } };

/** An id is asked for in whatever run it was made; all else in the live one unless another is named. */
function anomalyQuery(query: AnomalyQuery): Query {
  const run = query.run ?? (query.id === undefined ? 'live' : undefined);
  const filter: (Query | undefined)[] = [
    { range: { start: { lt: query.to } } },
    { range: { until: { gt: query.from } } },
    run === undefined ? undefined : { term: { run } },
    query.entity && { bool: { filter: [{ term: { 'entity.type': query.entity.type } }, { term: { 'entity.id': query.entity.id } }] } },
    query.type && { term: { 'entity.type': query.type } },
    query.id === undefined ? undefined : { terms: { id: typeof query.id === 'string' ? [query.id] : [...query.id] } },
    query.minScore === undefined ? undefined : { range: { score: { gte: query.minScore } } },
    query.cases && { bool: { should: [{ terms: { case: [...query.cases] } }, WITHOUT_CASE], minimum_should_match: 1 } },
  ];
  return { bool: { filter: filter.filter((each) => each !== undefined) } };
}
