import { BUCKET_WIDTHS, DAY, type Sparkline } from '../../model';
import type { Habitus } from '../../owner/habitus';
import { marker } from '../queries/marks';

const MOST = 50;
/** Two days show an hour's rhythm, four weeks a day's. */
const SPAN = 2 * DAY;
const SPAN_OF_DAYS = 28 * DAY;

/** The days up to each anomaly of its leading feature, as the row of the list draws them. */
export async function sparklines(habitus: Habitus, ids: readonly string[]): Promise<Record<string, Sparkline>> {
  const found = await Promise.all(ids.slice(0, MOST).map(async (id) => [id, await sparkline(habitus, id)] as const));
  return Object.fromEntries(found.flatMap(([id, line]) => (line ? [[id, line]] : [])));
}

async function sparkline({ store, engine, features }: Habitus, id: string): Promise<Sparkline | undefined> {
  const [anomaly] = await store.findings.anomalies({ id, from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1 });
  const feature = features.find((one) => one.id === anomaly?.features[0]);
  if (!anomaly || !feature) return undefined;
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
