import { setImmediate as breathe } from 'node:timers/promises';
import { DAY, type EntityRef, type Millis } from '../../model';
import type { BaselinePoint } from '../engine';
import type { FeatureTrack } from '../feature-track';
import { project, type ForecastPoint } from './project';

export interface ForecastQuery {
  /** Absent: those of whom most is expected, so many a feature. */
  readonly entity?: EntityRef;
  readonly feature?: string;
  /** From the first bucket that is not learnt yet. */
  readonly horizon: Millis;
  /** Share of the future that intervals are to hold: 0.9. */
  readonly level: number;
  readonly limit: number;
}

/** A line of `habitus forecast`. */
export interface ForecastRow {
  readonly entity: EntityRef;
  readonly feature: string;
  readonly start: string;
  readonly end: string;
  readonly expected: number;
  readonly interval: readonly [number, number];
  readonly level: number;
  /** Of the whole horizon, not of one bucket. */
  readonly total: boolean;
}

/** How far the `baseline` query looks beyond what was learnt. */
export const BASELINE_HORIZON = 7 * DAY;
/** Entities that are looked through for those of whom most is expected: the most recently active. */
const LOOKED_THROUGH = 20_000;
const FUTURES_OF_A_BAND = 40;
const BAND = 0.95;

/** Bucket by bucket of one entity and feature, then the whole; of several only the wholes, most first. Nothing where nothing is known. */
export async function* forecastRows(tracks: readonly FeatureTrack[], from: Millis, query: ForecastQuery): AsyncIterable<ForecastRow> {
  for (const track of tracks.filter((one) => isAsked(one, query))) {
    for (const id of query.entity ? [query.entity.id] : await busiest(track, from, query.limit)) yield* rowsOf(track, id, from, query);
  }
}

function isAsked({ feature }: FeatureTrack, { entity, feature: wanted }: ForecastQuery): boolean {
  return (wanted ?? feature.id) === feature.id && (entity?.type ?? feature.entity.type) === feature.entity.type;
}

async function* rowsOf(track: FeatureTrack, id: string, from: Millis, { entity, feature, horizon, level }: ForecastQuery): AsyncIterable<ForecastRow> {
  const projection = await project(track, id, { from, to: from + horizon, level });
  const [first, last] = [projection?.points[0], projection?.points.at(-1)];
  if (!projection || !first || !last) return;
  const row = rowOf(track, id, level);
  if (entity && feature !== undefined) for (const point of projection.points) yield row(point, point.at, point.at + track.width, false);
  if (projection.total) yield row(projection.total, first.at, last.at + track.width, true);
}

type Expected = Omit<ForecastPoint, 'at'>;

function rowOf({ feature }: FeatureTrack, id: string, level: number) {
  return ({ expected, lower, upper }: Expected, start: Millis, end: Millis, total: boolean): ForecastRow => ({
    entity: { type: feature.entity.type, id },
    feature: feature.id,
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    expected,
    interval: [lower, upper],
    level,
    total,
  });
}

/** By one future of a day each. */
async function busiest(track: FeatureTrack, from: Millis, limit: number): Promise<string[]> {
  const recent = track.ids
    .map((id) => ({ id, active: track.placeOf(id)?.active ?? 0 }))
    .sort((a, b) => b.active - a.active)
    .slice(0, LOOKED_THROUGH);
  const expected: { id: string; sum: number }[] = [];
  for (const [at, { id }] of recent.entries()) {
    const projection = await project(track, id, { from, to: from + DAY, level: 0.5, futures: 1 });
    if (projection?.total) expected.push({ id, sum: projection.total.expected });
    if (at % 64 === 63) await breathe();
  }
  return expected
    .sort((a, b) => b.sum - a.sum)
    .slice(0, limit)
    .map(({ id }) => id);
}

/** A band that goes on beyond what was learnt. What is already observed there stays beside it. */
export async function withFuture(
  points: readonly BaselinePoint[],
  track: FeatureTrack,
  id: string,
  { from, to, most }: { readonly from: Millis; readonly to: Millis; readonly most: number }
): Promise<BaselinePoint[]> {
  const projection = from < to ? await project(track, id, { from, to, level: BAND, futures: FUTURES_OF_A_BAND }) : undefined;
  if (!projection || projection.points.length === 0) return [...points];
  const known = new Map(points.map((point) => [point.at, point]));
  const run = Math.max(1, Math.ceil((points.length + projection.points.length) / most));
  projection.points.forEach(({ at, expected, lower, upper }, index) => {
    const point = known.get(at);
    // Where the past was thinned the future is too, but what is observed keeps its band.
    if (point || index % run === 0) known.set(at, { at, observed: point?.observed ?? null, expected, lower, upper });
  });
  return [...known.values()].sort((a, b) => a.at - b.at);
}
