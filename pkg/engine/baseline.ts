import { compile } from '../observe';
import { BUCKET_WIDTHS, DAY, type Feature, type Millis } from '../model';
import type { Store } from '../store/store';
import type { BaselinePoint, Engine } from './engine';
import { observedOf } from './build-anomaly';

interface Clock {
  readonly learntUntil: Millis;
  /** Buckets that begin later have nothing to be observed yet. */
  readonly now: Millis;
}

type Query = Parameters<Engine['baseline']>[0];

/** Observed and expected by bucket: from roll-ups where the bucket was scored, observed alone from events where not yet. Empty buckets of counts are 0. */
export async function readBaseline(store: Store, feature: Feature, query: Query, { learntUntil, now }: Clock): Promise<BaselinePoint[]> {
  const width = BUCKET_WIDTHS[feature.bucket];
  const from = Math.floor(query.from / width) * width;
  const points = new Map<Millis, BaselinePoint>();
  for await (const row of store.observations.read({ from: Math.floor(from / DAY) * DAY, to: query.to, feature: feature.id, entity: query.entity })) {
    row.observed.forEach((observed, bucket) => {
      const at = row.day + bucket * row.width;
      if (at < from || at >= query.to || Number.isNaN(observed)) return;
      points.set(at, { at, observed, expected: known(row.expected[bucket]), lower: known(row.lower[bucket]), upper: known(row.upper[bucket]) });
    });
  }
  await addUnscored(store, feature, query, Math.max(from, learntUntil), points);
  return thin(everyBucket(points, feature, from, Math.min(query.to, Math.max(now, learntUntil)), width), query.maxPoints ?? Infinity);
}

async function addUnscored(store: Store, feature: Feature, query: Query, from: Millis, points: Map<Millis, BaselinePoint>): Promise<void> {
  const width = BUCKET_WIDTHS[feature.bucket];
  if (from >= query.to || UNSCORED.has(feature.measure.kind)) return;
  const start = Math.floor(from / width) * width;
  const end = Math.ceil(query.to / width) * width;
  for await (const obs of store.events.count(compile(feature, store.namespace, start, end, [query.entity.id]))) {
    if (points.has(obs.start)) continue;
    points.set(obs.start, { at: obs.start, observed: observedOf({ obs, finding: NO_FINDING }), expected: null, lower: null, upper: null });
  }
}

/** Of which nothing can be drawn before they are judged. */
const UNSCORED: ReadonlySet<string> = new Set(['values', 'single', 'ordered'] satisfies Feature['measure']['kind'][]);

const NO_FINDING = { logP: 0, expected: 0, interval: [0, 0], borrowed: { own: 0, neighbour: 0, peer: 0 }, inputs: [] } as const;

function everyBucket(points: ReadonlyMap<Millis, BaselinePoint>, feature: Feature, from: Millis, to: Millis, width: Millis): BaselinePoint[] {
  const starts = [...points.keys()];
  if (starts.length === 0) return [];
  const silent = feature.zero === 'learn' ? 0 : null;
  const list: BaselinePoint[] = [];
  for (let at = from; at < to; at += width) list.push(points.get(at) ?? { at, observed: silent, expected: null, lower: null, upper: null });
  return list;
}

/** Of each run of points the one with the highest observed value: a peak is what the reader looks for. */
function thin(points: readonly BaselinePoint[], most: number): BaselinePoint[] {
  if (points.length <= most) return [...points];
  const run = Math.ceil(points.length / most);
  const thinned: BaselinePoint[] = [];
  for (let at = 0; at < points.length; at += run) {
    const group = points.slice(at, at + run);
    thinned.push(group.reduce((high, one) => ((one.observed ?? -1) > (high.observed ?? -1) ? one : high)));
  }
  return thinned;
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
