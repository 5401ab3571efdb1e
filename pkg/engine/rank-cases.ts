import type { AnomalyQuery, Store } from '../store/store';
import { caseOf } from '../store/of-cases';
import type { Engine, RankedAnomaly } from './engine';
import { foldCases } from './ranking';

/** Anomalies that are read to find out which cases are the highest: more, as long as they do not tell. */
const FIRST = 500;
const MORE = 8;
/** Of all that is read. */
const MOST = 100_000;

/**
 * The highest cases of a span, each with all its anomalies in it. Reads the highest anomalies until they name enough cases, then what else is in
 * these: the cost is in the number of cases asked for, not in that of all anomalies. Gives what folding all of them would.
 */
export async function rankCases({ findings }: Pick<Store, 'findings'>, query: Parameters<Engine['ranking']>[0]): Promise<RankedAnomaly[]> {
  const { limit, ...filters } = query;
  const read = async (more: Pick<AnomalyQuery, 'limit' | 'cases'>): ReturnType<typeof findings.anomalies> => await findings.anomalies({ ...filters, ...more });
  for (let most = Math.min(MOST, Math.max(FIRST, limit)); ; most = Math.min(MOST, most * MORE)) {
    const highest = await read({ limit: most });
    const rows = foldCases(highest);
    if (highest.length < most || most === MOST) return rows.slice(0, limit);
    // What was not read scores at most as the last: what scores more is all there.
    const last = highest.at(-1)?.score ?? 0;
    if ((rows[limit - 1]?.lead.score ?? 0) <= last) continue;
    const cases = rows.slice(0, limit).map(({ lead }) => caseOf(lead));
    return foldCases(await read({ limit: MOST, cases }));
  }
}
