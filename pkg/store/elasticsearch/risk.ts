import type { EntityRef, EntityType, Millis, Risk } from '../../model';
import type { Query } from './condition';
import { groups } from './groups';
import type { Indices } from './indices';
import { atOneTime, listed } from './paging';

interface Span {
  readonly from: Millis;
  readonly to: Millis;
  readonly limit: number;
}

interface Document {
  readonly 'entity.type': string;
  readonly 'entity.id': string;
  readonly moment: number;
  readonly value: number;
}

function between({ from, to }: Omit<Span, 'limit'>): Query {
  return { range: { moment: { gte: from, lte: to } } };
}

/** The last moment of an entity, and its value: of doc values alone, where a document each would be read for `top_hits`. */
const LAST = { last: { terms: { field: 'moment', size: 1, order: { _key: 'desc' as const } }, aggs: { value: { max: { field: 'value' } } } } };

interface Last {
  readonly buckets: readonly { readonly key: number; readonly value: { readonly value: number } }[];
}

/** The last risk of each entity in [from, to], highest first. Reads no document. */
export async function riskNow(indices: Indices, span: Span): Promise<Risk[]> {
  const sources = ['entity.type', 'entity.id'].map((field) => ({ [field]: { terms: { field } } }));
  const risks: Risk[] = [];
  for await (const group of atOneTime(indices, indices.names.risk, (search) => groups(search, between(span), sources, LAST), span)) {
    const [last] = (group['last'] as Last).buckets;
    const { 'entity.type': type, 'entity.id': id } = group.key;
    if (last) risks.push({ entity: { type: type as EntityType, id: String(id) }, at: last.key, value: last.value.value });
  }
  // Groups come by type and id: the sort keeps their order among equals.
  return risks.sort((a, b) => b.value - a.value).slice(0, span.limit);
}

/** The risk of one entity in [from, to], in order of time. */
export async function riskSeries(indices: Indices, span: Span & { readonly entity: EntityRef }): Promise<Risk[]> {
  const { type, id } = span.entity;
  const query: Query = { bool: { filter: [{ term: { 'entity.type': type } }, { term: { 'entity.id': id } }, between(span)] } };
  const risks: Risk[] = [];
  for await (const { _source } of listed<Document>(indices, indices.names.risk, { query, sort: ['moment'], limit: span.limit, span })) {
    risks.push(riskOf(_source!));
  }
  return risks;
}

/** Moments in [from, to] of the highest values. */
export async function highestRisk(indices: Indices, { from, to, limit }: Span): Promise<Risk[]> {
  const sort = [{ value: 'desc' as const }, 'entity.type', 'entity.id', 'moment'];
  const risks: Risk[] = [];
  const listing = { query: between({ from, to }), sort, limit, span: { from, to } };
  for await (const { _source } of listed<Document>(indices, indices.names.risk, listing)) risks.push(riskOf(_source!));
  return risks;
}

function riskOf(document: Document): Risk {
  return { entity: { type: document['entity.type'] as EntityType, id: document['entity.id'] }, at: document.moment, value: document.value };
}
