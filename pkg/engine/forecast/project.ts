import { setImmediate as breathe } from 'node:timers/promises';
import { gammaDraw, hash53, seededRandom } from '../../maths';
import { DAY, type Millis, type Observation } from '../../model';
import { RETIRES_AFTER, type FeatureTrack } from '../feature-track';
import type { JudgeTrack } from '../judge-track';
import { kindOf } from '../kind-of';
import { predictiveOf, type Predictive } from './predictive';

/** What is expected of a bucket that is not learnt yet. */
export interface ForecastPoint {
  readonly at: Millis;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}

/** Of an entity and a feature: bucket by bucket, and all buckets together where they add up (counts). */
export interface Projection {
  readonly points: readonly ForecastPoint[];
  readonly total?: Omit<ForecastPoint, 'at'>;
}

export interface ProjectOptions {
  /** First bucket, and the end. What is learnt already is left out. */
  readonly from: Millis;
  readonly to: Millis;
  /** Share of the future that the interval is to hold: 0.9. */
  readonly level: number;
  /** Futures that are drawn: the interval of the total rests on so many. */
  readonly futures?: number;
}

const FUTURES = 200;
/** Values drawn of each bucket of each future. */
const DRAWS = 3;

/**
 * What an entity will do, by its baseline: futures are drawn bucket by bucket from the law that the next bucket will be judged by, each learnt by a copy of
 * the state, so that what is not known of the level grows into the interval. The same question has the same answer: the draws are seeded by it.
 *
 * Undefined for a feature of values, an entity that was never met, or one that has retired. Cost: about 5 us a future and bucket, yielding every few
 * milliseconds.
 */
export async function project(track: FeatureTrack, id: string, { from, to, level, futures = FUTURES }: ProjectOptions): Promise<Projection | undefined> {
  const judge = track.judges.find(({ name }) => name === 'multi-bucket') ?? track.judges.find(({ asks }) => !asks);
  const place = track.placeOf(id);
  const kind = kindOf(track.feature);
  if (!judge || !place || (kind !== 'count' && kind !== 'magnitude') || from >= place.active + RETIRES_AFTER) return undefined;
  const random = seededRandom(hash53(`${track.key} ${id} ${from} ${to}`));
  // A backfill that goes on may have learnt more than was known when this was asked.
  const start = Math.ceil(Math.max(from, place.next) / track.width) * track.width;
  const buckets = Array.from({ length: Math.max(0, Math.ceil((to - start) / track.width)) }, () => new Bucket());
  const totals: number[] = [];
  // A copy at once: what is learnt between two futures is no part of the answer.
  const learnt = judge.block.copy(place.at);
  for (let future = 0; future < futures; future++) {
    totals.push(liveThrough({ track, judge, id, next: place.next, learnt }, start, buckets, random));
    if (future % 8 === 7) await breathe();
  }
  const points = buckets.map((bucket, at) => ({ at: start + at * track.width, ...bucket.summary(level) }));
  if (kind !== 'count') return { points };
  const expected = points.reduce((sum, point) => sum + point.expected, 0);
  return { points, total: { expected, ...between(totals, level) } };
}

interface Whom {
  readonly track: FeatureTrack;
  readonly judge: JudgeTrack;
  readonly id: string;
  /** End of what its state learnt. */
  readonly next: Millis;
  readonly learnt: unknown;
}

/** One future; returns its sum. */
function liveThrough({ track, judge, id, next, learnt }: Whom, start: Millis, buckets: readonly Bucket[], random: () => number): number {
  const { detector, name } = judge;
  const state = structuredClone(learnt);
  const at = (when: Millis): ReturnType<FeatureTrack['contextAt']> => track.contextAt(id, when);
  if (next < start) detector.advance(state, next, start, track.feature.zero, at);
  const isCount = kindOf(track.feature) === 'count';
  let total = 0;
  let day = 1;
  buckets.forEach((bucket, index) => {
    const when = start + index * track.width;
    const context = at(when);
    const finding = detector.score(state, observation(track, id, when, 0), context);
    const predictive = predictiveOf(name, finding);
    if (index === 0 || when % DAY < track.width) day = predictive.common > 0 ? gammaDraw(random, 1 / predictive.common) * predictive.common : 1;
    const value = bucket.add(predictive, random, day);
    // A future of gauges is not lived through: its value says nothing of whether there will be one.
    if (isCount) detector.learn(state, observation(track, id, when, value), finding, context);
    total += value;
  });
  return total;
}

function observation({ feature, width }: FeatureTrack, id: string, start: Millis, value: number): Observation {
  const place = { entity: { type: feature.entity.type, id }, start, width };
  return kindOf(feature) === 'count' ? { kind: 'count', ...place, value } : { kind: 'magnitude', ...place, value, events: 1 };
}

class Bucket {
  private readonly values: number[] = [];
  private sum = 0;
  private futures = 0;

  /** Returns the value that the future goes on with. */
  public add(predictive: Predictive, random: () => number, day: number): number {
    this.sum += predictive.expected;
    this.futures++;
    for (let draw = 1; draw < DRAWS; draw++) this.values.push(predictive.draw(random, day));
    const value = predictive.draw(random, day);
    this.values.push(value);
    return value;
  }

  public summary(level: number): Omit<ForecastPoint, 'at'> {
    return { expected: this.sum / this.futures, ...between(this.values, level) };
  }
}

/** The bounds that leave out as many on either side. */
function between(values: readonly number[], level: number): { lower: number; upper: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))] ?? 0;
  return { lower: at((1 - level) / 2), upper: at((1 + level) / 2) };
}
