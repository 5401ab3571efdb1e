import type { Metric } from './metric';

/** Fewer runs than this say nothing of the spread. */
export const RUNS = 3;

/** What several runs of the same work gave, by name of what was measured. */
export type Measured = Readonly<Record<string, readonly number[]>>;

/** Runs the work again and again, one after the other. */
export async function measured(once: (run: number) => Promise<Readonly<Record<string, number>>>, runs = RUNS): Promise<Measured> {
  const values: Record<string, number[]> = {};
  for (let run = 0; run < runs; run++) {
    for (const [name, value] of Object.entries(await once(run))) (values[name] ??= []).push(value);
  }
  return values;
}

/** The value in the middle. @throws RangeError for none: nothing was measured */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[values.length >> 1];
  if (middle === undefined) throw new RangeError('median: expected at least one value, got none');
  return middle;
}

/** The value that a share of all is not above. @param share 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new RangeError('quantile: expected at least one value, got none');
  return value;
}

type About = Omit<Metric, 'metric' | 'value' | 'unit' | 'goal' | 'met' | 'runs' | 'spread'>;

/** A metric that is to be high: the median of the runs, and the least and the most of them. */
export function atLeast(metric: string, values: readonly number[], unit: string, goal: number, about: About = {}): Metric {
  const value = median(values);
  return { metric, value, unit, goal, met: value >= goal, ...spreadOf(values), ...about };
}

/** The same for one that is to be low. */
export function atMost(metric: string, values: readonly number[], unit: string, goal: number, about: About = {}): Metric {
  const value = median(values);
  return { metric, value, unit, goal, met: value <= goal, ...spreadOf(values), ...about };
}

function spreadOf(values: readonly number[]): Pick<Metric, 'runs' | 'spread'> {
  return { runs: values.length, spread: [Math.min(...values), Math.max(...values)] };
}
