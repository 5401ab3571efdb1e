import { openHabitus } from '../../../pkg/owner/open';
import type { Habitus, OpenOptions } from '../../../pkg/owner/habitus';
import { anomalyFrames } from '../../../pkg/plugin/queries/anomalies';
import { baselineFrames } from '../../../pkg/plugin/queries/baseline';
import { rememberingOdds } from '../../../pkg/plugin/queries/odds';
import type { QueryRequest } from '../../../pkg/plugin/queries/request';
import { riskFrames } from '../../../pkg/plugin/queries/risk';
import { anomalyDetail } from '../../../pkg/plugin/resources/anomaly-detail';
import { sparklines } from '../../../pkg/plugin/resources/sparklines';
import { DAY, type Anomaly } from '../../../pkg/model';
import type { Metric } from '../../metric';
import { seconds } from '../../scratch';
import { quantile } from '../../spread';

const ROUNDS = 40;
const GOAL = 200;

/** What the triage page and the page of an anomaly ask of a store that was learnt up to now, one after the other, in milliseconds. */
export async function pageQueries(options: OpenOptions): Promise<Metric[]> {
  const habitus = await openHabitus(options);
  try {
    const metrics: Metric[] = [];
    for (const [name, ask] of Object.entries(await questions(habitus))) metrics.push(...(await latency(name, ask)));
    return metrics;
  } finally {
    await habitus.close();
  }
}

async function questions(habitus: Habitus): Promise<Record<string, () => Promise<unknown>>> {
  const to = Date.now();
  const leads = (await habitus.engine.ranking({ from: 0, to, limit: 20 })).map(({ lead }) => lead);
  const [lead] = leads;
  if (lead === undefined) throw new RangeError('expected anomalies in the demo, got none');
  const span = { from: to - 42 * DAY, to, limit: 100, maxPoints: 1_000, withAnomalies: true };
  const oddsOf = rememberingOdds();
  return {
    'triage table': () => anomalyFrames(habitus, { ...span, queryType: 'anomalies' }, oddsOf),
    'sparklines of 20 rows': () =>
      sparklines(
        habitus,
        leads.map(({ id }) => id)
      ),
    'page of an anomaly': () => anomalyDetail(habitus, lead.id),
    'series with its band, 6 weeks': () => baselineFrames(habitus, bandOf(lead, span)),
    'riskiest entities over time': () => riskFrames(habitus, { ...span, queryType: 'risk' }),
  };
}

function bandOf({ entity, features }: Anomaly, span: Omit<QueryRequest, 'queryType'>): QueryRequest {
  const [feature] = features;
  return { ...span, queryType: 'baseline', entity, ...(feature !== undefined && { feature }) };
}

async function latency(name: string, ask: () => Promise<unknown>): Promise<Metric[]> {
  await ask();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(1_000 * (await seconds(ask)));
  const of = (share: number): Metric => {
    const value = quantile(times, share);
    const metric = `query: ${name}, p${100 * share}`;
    return { metric, value, unit: 'ms', goal: GOAL, met: value <= GOAL, runs: ROUNDS, spread: [Math.min(...times), Math.max(...times)] };
  };
  return [of(0.5), of(0.95)];
}
