import type { Store } from '../store/store';
import type { Engine, RankedAnomaly } from './engine';
import { foldCases } from './ranking';

/** Of anomalies that are read. */
const MOST = 100_000;
/** Whoever wants more cases than this wants nearly all there are: they are not looked for first. */
const MANY = 10_000;

/**
 * The highest cases of a span, each with all its anomalies in it: which these are, then their anomalies. The cost is in the number of cases asked for, not in
 * that of all anomalies. Gives what folding all of them would.
 */
export async function rankCases({ findings }: Pick<Store, 'findings'>, query: Parameters<Engine['ranking']>[0]): Promise<RankedAnomaly[]> {
  const { limit, ...filters } = query;
  if (limit > MANY) return foldCases(await findings.anomalies({ ...filters, limit: MOST })).slice(0, limit);
  const cases = await findings.highestCases({ ...filters, limit });
  return cases.length === 0 ? [] : foldCases(await findings.anomalies({ ...filters, cases, limit: MOST })).slice(0, limit);
}
