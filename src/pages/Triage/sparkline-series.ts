import { number, plural } from '../../shared/format';
import type { SparklineData } from '../../shared/model';
import type { TimelineSeries } from '../../shared/timeline/series';

/** A sparkline as the timeline that everything draws. */
export function timelineOf({ start, width, observed, expected, lower, upper, marks }: SparklineData): TimelineSeries {
  return { times: observed.map((_, i) => start + i * width), observed, expected, lower, upper, marks: marks.map((index) => ({ index })) };
}

/** What the drawing shows, for who cannot see it. */
export function describeSparkline({ feature, observed, upper, marks }: SparklineData): string {
  const top = (values: readonly (number | null)[]) => Math.max(0, ...values.map((value) => value ?? 0));
  return `${feature}: at most ${number(top(observed))}, usual up to ${number(top(upper))}, ${plural(marks.length, 'anomaly', 'anomalies')}`;
}
