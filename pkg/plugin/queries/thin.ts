import type { BaselinePoint } from '../../engine/engine';

/**
 * At most `most` points: of each run of neighbours the one that says most stays, an anomalous one first, then the one furthest above its band, then
 * the highest. So a spike is still there when a year is drawn 300 pixels wide. The order of time is kept; points are chosen, never averaged.
 */
export function thin(points: readonly BaselinePoint[], most: number, marked: (point: BaselinePoint) => boolean): readonly BaselinePoint[] {
  if (points.length <= most) return points;
  const kept: BaselinePoint[] = [];
  for (let i = 0; i < most; i++) {
    const run = points.slice(Math.floor((i * points.length) / most), Math.floor(((i + 1) * points.length) / most));
    kept.push(run.reduce((best, point) => (says(point, marked) > says(best, marked) ? point : best)));
  }
  return kept;
}

/** Marked points stand above all others; the rest by how far they are above what was expected. */
function says(point: BaselinePoint, marked: (point: BaselinePoint) => boolean): number {
  if (point.observed === null) return -Infinity;
  const above = point.observed - (point.upper ?? point.expected ?? 0);
  return marked(point) ? Number.MAX_VALUE / 2 + above : above;
}
