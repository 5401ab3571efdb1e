import { BUCKET_WIDTHS, DAY, type Anomaly, type Sparkline } from '../../model';
import type { Habitus } from '../../owner/habitus';
import { marker } from '../queries/marks';

const MOST = 50;
/** Two days show an hour's rhythm, four weeks a day's. */
const SPAN = 2 * DAY;
const SPAN_OF_DAYS = 28 * DAY;

/** The days up to each anomaly of its leading feature, as the row of the list draws them. */
export async function sparklines(habitus: Habitus, ids: readonly string[]): Promise<Record<string, Sparkline>> {
  const wanted = ids.slice(0, MOST);
  const anomalies = await habitus.store.findings.anomalies({ id: wanted, from: 0, to: Number.MAX_SAFE_INTEGER, limit: MOST });
  const found = await Promise.all(anomalies.map(async (anomaly) => [anomaly.id, await sparkline(habitus, anomaly)] as const));
  return Object.fromEntries(found.flatMap(([id, line]) => (line ? [[id, line]] : [])));
}

async function sparkline({ engine, features }: Habitus, anomaly: Anomaly): Promise<Sparkline | undefined> {
  const feature = features.find((one) => one.id === anomaly.features[0]);
  if (!feature) return undefined;
  const width = BUCKET_WIDTHS[feature.bucket];
  const from = anomaly.end - (width < DAY ? SPAN : SPAN_OF_DAYS);
  const marked = marker([anomaly], width);
  const points = await engine.baseline({ entity: anomaly.entity, feature: feature.id, from, to: anomaly.end });
  return {
    feature: feature.id,
    width,
    start: points[0]?.at ?? from,
    observed: points.map(({ observed }) => observed),
    expected: points.map(({ expected }) => expected),
    lower: points.map(({ lower }) => lower),
    upper: points.map(({ upper }) => upper),
    marks: points.flatMap(({ at }, index) => (marked(at) ? [index] : [])),
  };
}
