import type { Store } from '../store/store';
import { Criticalities, priorityOf, WIDEST } from './criticality';
import type { Engine, RankedAnomaly } from './engine';
import { foldCases } from './ranking';

/** Of anomalies that are read. */
const MOST = 100_000;
/** Whoever wants more cases than this wants nearly all there are: they are not looked for first. */
const MANY = 10_000;

type Query = Parameters<Engine['ranking']>[0];
type Findings = Pick<Store, 'findings'>;

/**
 * The highest cases of a span, each with all its anomalies in it: which these are, then their anomalies. The cost is in the number of cases asked for, not in
 * that of all anomalies. Gives what folding all of them would. Where some entities are more critical than others, the order is by that too, and cases that it
 * may lift are read besides.
 */
export async function rankCases(store: Findings, query: Query, criticalities = new Criticalities()): Promise<RankedAnomaly[]> {
  const highest = await highestCases(store, query);
  if (!criticalities.any) return highest;
  const rows = highest.length < query.limit ? highest : await thoseWithin(store, query, highest.at(-1)!.lead.score - WIDEST);
  const ordered = rows.map((row) => ({ ...row, criticality: criticalities.ofAll([row.lead.entity, ...row.also]) }));
  return ordered.sort((a, b) => priorityOf(b.lead.score, b.criticality) - priorityOf(a.lead.score, a.criticality)).slice(0, query.limit);
}

async function highestCases(store: Findings, query: Query): Promise<RankedAnomaly[]> {
  const { limit, ...filters } = query;
  if (limit > MANY) return foldCases(await store.findings.anomalies({ ...filters, limit: MOST })).slice(0, limit);
  return await readCases(store, query, await store.findings.highestCases({ ...filters, limit }));
}

/** All cases that reach a score, 10,000 at most. */
async function thoseWithin(store: Findings, query: Query, least: number): Promise<RankedAnomaly[]> {
  const minScore = Math.max(query.minScore ?? 0, least);
  return await readCases(store, query, await store.findings.highestCases({ ...query, minScore, limit: Math.max(query.limit, MANY) }));
}

async function readCases({ findings }: Findings, { limit, ...filters }: Query, cases: readonly string[]): Promise<RankedAnomaly[]> {
  return cases.length === 0 ? [] : foldCases(await findings.anomalies({ ...filters, cases, limit: MOST })).slice(0, Math.max(limit, cases.length));
}
