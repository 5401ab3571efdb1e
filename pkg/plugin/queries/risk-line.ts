import { HOUR, type Millis } from '../../model';
import { decayed } from '../../score/risk';

export interface Point {
  readonly at: Millis;
  readonly value: number;
}

/**
 * Risk as it was between two times: it rises where it is stored and falls by half each three days in between. Each point is the risk at its time, one a
 * step, from the first rise on, the last at `to`. A step is an hour, or as many as keep it within `most` points (never fewer than 3); its point is the
 * highest rise within it, so none is lost when a year is drawn 300 pixels wide.
 *
 * @param stored in order of time, from well before `from` on
 */
export function riskLine(stored: readonly Point[], from: Millis, to: Millis, most: number): Point[] {
  const step = HOUR * Math.max(1, Math.ceil((to - from) / HOUR / Math.max(1, most - 2)));
  const line: Point[] = [];
  let last: Point | undefined;
  let next = 0;
  for (let left = Math.floor((to - from) / step); left >= 0; left--) {
    const at = to - left * step;
    const rises: Point[] = [];
    for (; next < stored.length && stored[next]!.at <= at; next++) {
      last = stored[next]!;
      if (last.at > at - step && last.at >= from) rises.push({ at: last.at, value: last.value });
    }
    if (last) line.push(highestOf([...rises, { at, value: decayed(last, at) }]));
  }
  return last ? endingAt(to, last, line) : [];
}

function highestOf(points: readonly Point[]): Point {
  return points.reduce((highest, point) => (point.value > highest.value ? point : highest));
}

/** Alerting's "last" takes the last row: it is what is in force. */
function endingAt(to: Millis, last: Point, line: readonly Point[]): Point[] {
  return [...line, ...(line.at(-1)?.at === to ? [] : [{ at: to, value: decayed(last, to) }])];
}
