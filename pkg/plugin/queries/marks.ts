import type { Anomaly, Millis } from '../../model';

/**
 * Whether a bucket is part of one of the anomalies: it holds an hour of theirs, or lies in one. An anomaly is of an hour, a bucket may be five minutes
 * or a day. Cost: a bisection a bucket.
 *
 * @param width of the buckets
 */
export function marker(anomalies: readonly Pick<Anomaly, 'start' | 'end'>[], width: Millis): (at: Millis) => boolean {
  const hours = [...anomalies].sort((a, b) => a.start - b.start);
  return (at) => {
    const last = hours[firstFrom(hours, at + width) - 1];
    return last !== undefined && last.end > at;
  };
}

/** The index of the first hour that starts at or after a time. */
function firstFrom(hours: readonly Pick<Anomaly, 'start'>[], time: Millis): number {
  let low = 0;
  let high = hours.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hours[middle]!.start < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
