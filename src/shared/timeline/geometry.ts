import { peak, type TimelineSeries } from './series';

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** From values to pixels. */
export interface Scale {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
}

/** Time fills the frame from `from` to `to`; values go from 0 at the bottom to `top` at the top. */
export function scaleOf(frame: Frame, [from, to]: readonly [number, number], top: number): Scale {
  const span = Math.max(1, to - from);
  return {
    x: (at) => frame.left + ((at - from) / span) * (frame.right - frame.left),
    y: (value) => frame.bottom - (Math.max(0, value) / top) * (frame.bottom - frame.top),
  };
}

/** First and last time drawn. A single point gets an hour around it. */
export function timeSpan({ times }: TimelineSeries): [number, number] {
  const first = times[0] ?? 0;
  const last = times[times.length - 1] ?? 1;
  return first < last ? [first, last] : [first - 1_800_000, last + 1_800_000];
}

/** An SVG path through the values; a null lifts the pen. */
export function linePath(times: readonly number[], values: readonly (number | null)[], { x, y }: Scale): string {
  let path = '';
  let pen = 'M';
  values.forEach((value, i) => {
    if (value === null) {
      pen = 'M';
      return;
    }
    path += `${pen}${round(x(times[i]!))} ${round(y(value))}`;
    pen = 'L';
  });
  return path;
}

/** The area between lower and upper: one closed shape for each run without a null. */
export function bandPath({ times, lower, upper }: TimelineSeries, { x, y }: Scale): string {
  return runs(lower, upper)
    .map(([from, to]) => {
      const indexes = Array.from({ length: to - from }, (_, i) => from + i);
      const along = indexes.map((i) => `${round(x(times[i]!))} ${round(y(upper[i]!))}`);
      const back = indexes.reverse().map((i) => `${round(x(times[i]!))} ${round(y(lower[i]!))}`);
      return `M${[...along, ...back].join('L')}Z`;
    })
    .join('');
}

/** Stretches [from, to) in which both are known. */
function runs(lower: readonly (number | null)[], upper: readonly (number | null)[]): [number, number][] {
  const found: [number, number][] = [];
  let from = -1;
  for (let i = 0; i <= lower.length; i++) {
    const known = i < lower.length && lower[i] !== null && (upper[i] ?? null) !== null;
    if (known && from < 0) from = i;
    if (!known && from >= 0) {
      found.push([from, i]);
      from = -1;
    }
  }
  return found;
}

/** Whole, evenly spaced steps of 1, 2 or 5 times a power of ten, the last at or above the peak: the labels of the value axis. */
export function valueTicks(series: TimelineSeries, count = 4): number[] {
  const raw = peak(series) / count;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max([1, 2, 2.5, 5, 10].map((m) => m * unit).find((s) => s >= raw - 1e-9) ?? raw, Number.MIN_VALUE);
  const ticks: number[] = [];
  for (let value = 0; ticks.length === 0 || ticks[ticks.length - 1]! < peak(series) - 1e-9; value += step) ticks.push(Number(value.toPrecision(12)));
  return ticks;
}

const HOUR = 3_600_000;
const STEPS = [1 / 60, 1 / 12, 1 / 4, 1, 3, 6, 12, 24, 48, 168, 336, 720, 2160].map((hours) => hours * HOUR);

/** Times that are round where the reader lives, at most `count`. `offset` is the zone's distance from UTC in milliseconds. */
export function timeTicks([from, to]: readonly [number, number], count: number, offset: (at: number) => number): { at: number; step: number }[] {
  const step = STEPS.find((s) => (to - from) / s <= Math.max(1, count)) ?? STEPS[STEPS.length - 1]!;
  const ticks: { at: number; step: number }[] = [];
  const shift = offset(from);
  for (let local = Math.ceil((from + shift) / step) * step; local - shift <= to + step; local += step) {
    const at = local - offset(local - shift);
    if (at >= from && at <= to) ticks.push({ at, step });
  }
  return ticks;
}

/** A tenth of a pixel is enough, and keeps the document small. */
function round(pixel: number): number {
  return Math.round(pixel * 10) / 10;
}
