import { dateTimeFormat } from '@grafana/data';
import { number } from '../format';
import type { TimelineSeries } from './series';

/** "Sun 7 Jun 21:00: observed 9, expected 0.4, usual 0 to 5, anomalous". */
export function describePoint(series: TimelineSeries, index: number, timeZone: string): string {
  const parts = pointLines(series, index).map(([label, value]) => `${label} ${value}`);
  if (isMarked(series, index)) parts.push('anomalous');
  return `${pointTime(series, index, timeZone)}: ${parts.join(', ')}`;
}

export function pointTime({ times }: TimelineSeries, index: number, timeZone: string): string {
  return dateTimeFormat(times[index] ?? 0, { timeZone, format: 'ddd D MMM HH:mm' });
}

/** What is known of a bucket, as label and value. */
export function pointLines({ observed, expected, lower, upper }: TimelineSeries, index: number): [label: string, value: string][] {
  const lines: [string, string][] = [];
  const add = (label: string, value: number | null | undefined) => value !== null && value !== undefined && lines.push([label, number(value)]);
  add('observed', observed[index]);
  add('expected', expected[index]);
  const low = lower[index] ?? null;
  const high = upper[index] ?? null;
  if (low !== null && high !== null) lines.push(['usual', `${number(low)} to ${number(high)}`]);
  return lines;
}

export function isMarked({ marks }: TimelineSeries, index: number): boolean {
  return marks.some((mark) => mark.index === index);
}
