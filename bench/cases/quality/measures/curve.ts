/** One thing that was scored, and whether it is what is sought. */
export interface Labelled {
  readonly score: number;
  readonly bad: boolean;
}

/** A threshold on the score: everything at or above it is flagged. */
export interface Point {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  /** False alarms by all that is not bad. */
  readonly falsePositiveRate: number;
  readonly f1: number;
}

/** Every threshold that changes anything, the highest first. Equal scores are flagged together, so that no order of ties flatters. O(n log n). */
export function curve(all: readonly Labelled[]): Point[] {
  const sorted = [...all].sort((a, b) => b.score - a.score);
  const bad = sorted.filter((one) => one.bad).length;
  const points: Point[] = [];
  let hits = 0;
  sorted.forEach((one, i) => {
    if (one.bad) hits++;
    if (sorted[i + 1]?.score !== one.score) points.push(point(one.score, hits, i + 1, bad, sorted.length));
  });
  return points;
}

function point(threshold: number, hits: number, flagged: number, bad: number, n: number): Point {
  const [precision, recall] = [ratio(hits, flagged), ratio(hits, bad)];
  return { threshold, precision, recall, falsePositiveRate: ratio(flagged - hits, n - bad), f1: ratio(2 * precision * recall, precision + recall) };
}

/** Area under the curve of precision over recall as average precision: the sum of precision times what recall grew by (no interpolation). */
export function averagePrecision(all: readonly Labelled[]): number {
  let before = 0;
  return curve(all).reduce((sum, { precision, recall }) => {
    const more = precision * (recall - before);
    before = recall;
    return sum + more;
  }, 0);
}

/** Area under the ROC curve: how often something bad scores above something good, ties half (Mann-Whitney). */
export function areaUnderRoc(all: readonly Labelled[]): number {
  let [area, recall, rate] = [0, 0, 0];
  for (const next of curve(all)) {
    area += ((next.recall + recall) / 2) * (next.falsePositiveRate - rate);
    [recall, rate] = [next.recall, next.falsePositiveRate];
  }
  return area;
}

/** The threshold with the highest F1: chosen with the labels at hand, so an upper bound of what a person would have set. */
export function bestF1(all: readonly Labelled[]): Point {
  return curve(all).reduce((best, next) => (next.f1 > best.f1 ? next : best), NOTHING);
}

/** What a fixed threshold gives: no label was looked at to choose it. */
export function atThreshold(all: readonly Labelled[], threshold: number): Point {
  return curve(all.map(({ score, bad }) => ({ score: score >= threshold ? 1 : 0, bad }))).find((one) => one.threshold === 1) ?? NOTHING;
}

/** The lowest threshold that flags at most this share of what is not bad. */
export function atFalsePositiveRate(all: readonly Labelled[], rate: number): Point {
  return curve(all).findLast((one) => one.falsePositiveRate <= rate) ?? NOTHING;
}

const NOTHING: Point = { threshold: Infinity, precision: 0, recall: 0, falsePositiveRate: 0, f1: 0 };

function ratio(part: number, of: number): number {
  return of === 0 ? 0 : part / of;
}
