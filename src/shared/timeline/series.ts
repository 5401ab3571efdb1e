/** One entity and feature over time: what was observed, and what was to be expected. The arrays have one length; null where nothing is known. */
export interface TimelineSeries {
  /** Bucket starts, epoch milliseconds, ascending. */
  readonly times: readonly number[];
  readonly observed: readonly (number | null)[];
  readonly expected: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  readonly marks: readonly Mark[];
}

/** An anomaly: drawn as a dot on the observed line. */
export interface Mark {
  readonly index: number;
  readonly href?: string;
  /** The anomaly that the page is about. */
  readonly current?: boolean;
}

export const EMPTY_SERIES: TimelineSeries = { times: [], observed: [], expected: [], lower: [], upper: [], marks: [] };

/** The largest value drawn; at least 1, so that a silent entity gets an axis. */
export function peak({ observed, expected, upper }: TimelineSeries): number {
  let max = 1;
  for (const values of [observed, expected, upper]) for (const value of values) if (value !== null && value > max) max = value;
  return max;
}

/** The index whose time is nearest, by bisection. -1 when there is none. */
export function nearestIndex(times: readonly number[], at: number): number {
  if (times.length === 0) return -1;
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && at - times[low - 1]! <= times[low]! - at ? low - 1 : low;
}
