import { binEdges, binOf, type StoredHistogram } from './histogram';

/** Below this many observations nothing is corrected and nothing is called rarer than 1 in 1,000. */
export const LEAST_SAMPLE = 1_000;
/** The highest share of the sample that the tail is fitted to. */
const TAIL = 0.02;
/** Where fewer observations than this lie above, their count is too rough and the fitted tail takes over. */
const RELIABLE = 10;

/**
 * Turns the p of a detector into the share of observations that were at least as surprising: what "1 in 1,000" must mean.
 *
 * Formula, for a surprise s = -ln p and a sample of n learnt before (never the observation itself):
 *   - while at least 10 observations lie above s:  p_eq = (above + ties / 2) / n, mid-rank inside the bin
 *   - beyond, with u the least of the last 10:  p_eq = p(u) exp(-(s - u) / b),  b = mean excess over the top 2 %
 *   - nothing between two filled bins says that what lies there is rarer than what begins the upper one: surprises of counts come in steps
 *   - beyond the sample, p_eq < 1/n, nothing is known but the order: the surprise goes on ever more slowly, see `beyond`
 *   - with a share `kept` > 0:  p_eq is never above (e^40 p) ^ kept
 *   - n < 1,000: the detector's own p as if a sample of 1,000 stood behind it
 * Strictly monotone in s, so that ranking never depends on it. Source: knowledge of SPOT (Siffer, KDD 2017), pooled, with the exponential
 * as its tail: with a few thousand observations a fitted shape does more harm than good.
 * Immutable: made from a stored histogram, it is part of an epoch. Cost: a table look-up and an exponential.
 */
export class Equaliser {
  public readonly n: number;
  private readonly above: Map<number, readonly [above: number, inside: number]>;
  private readonly filled: readonly number[];
  private readonly tail: Tail;
  private readonly scale: number;

  /** @param kept share of the surprise beyond e^-40 that the sample cannot take away */
  public constructor(
    stored: StoredHistogram,
    private readonly kept = 0
  ) {
    this.n = stored.n;
    const bins = readBins(stored);
    this.filled = bins.map(({ bin }) => bin);
    this.above = new Map(bins.map(({ bin, count, above }) => [bin, [above, count]]));
    this.tail = tailOf(bins, this.n);
    this.scale = meanExcess(bins, this.n);
  }

  /** False: the sample is too small, and the detector's own p is used with a floor. */
  public get corrects(): boolean {
    return this.n >= LEAST_SAMPLE;
  }

  /** ln p after equalising of ln p before. */
  public logP(raw: number): number {
    if (!this.corrects) return floored(raw);
    const logP = this.fromSample(-raw);
    return this.kept > 0 ? Math.min(logP, -beyond(this.kept * Math.max(0, -raw - BEYOND_DOUBT), this.n)) : logP;
  }

  private fromSample(surprise: number): number {
    const { from, logP, onlyBody } = this.tail;
    if (surprise >= from) return -beyond((surprise - from) / this.scale - logP, this.n);
    if (onlyBody && surprise > BODY_END) return -beyond(-logP - SLIGHTLY * (from - surprise), this.n);
    const bin = binOf(Math.max(0, surprise));
    const met = this.above.get(bin);
    if (met === undefined) return -beyond(-Math.log(this.rankInGap(bin, surprise) / this.n), this.n);
    const [above, inside] = met;
    // Mid-rank on average, strict inside the bin.
    return -beyond(-Math.log((above + inside * (0.75 - 0.5 * placeIn(bin, bin, surprise))) / this.n), this.n);
  }

  /** Observations above a surprise that lies between filled bins: what lies above the gap, falling by less than one observation over its whole width. */
  private rankInGap(bin: number, surprise: number): number {
    const next = this.filled.findIndex((filled) => filled > bin);
    const [left, right] = [this.filled[next - 1], this.filled[next] ?? bin];
    const [above, inside] = this.above.get(right) ?? [0, 0];
    const start = GAP * Math.min(1, left === undefined ? 0 : (this.above.get(left)?.[1] ?? 0));
    const end = -GAP * Math.min(1, inside);
    return above + inside + start + (end - start) * placeIn((left ?? -1) + 1, right - 1, surprise);
  }
}
/**
 * From here on (p of 4e-18) a share of the surprise of a detector whose p is that of a law (`DetectorMeta.keeps`) is left to it whatever the sample holds:
 * the sample is a mixture of what is normal and of the attacks that were, and forty floods in it would call the next one ordinary. An empirical null
 * (Efron 2004) as a bound. Empirical: so far out that null data of four foreign generators stay calibrated (from 1 in 10 on, one of them claimed 1 in
 * 10,000 nineteen times too often); of simulated sign-ins with 72 attacks in a month the average precision of addresses rose from .753 to .812.
 */
const BEYOND_DOUBT = 40;

/** Less than the quarter of an observation that a filled bin keeps free at either end: so ranks fall strictly from bin to bin. */
const GAP = 0.2;

/** Where the fitted tail begins, and ln of the share of the sample from there on. */
interface Tail {
  readonly from: number;
  readonly logP: number;
  /** Fewer than 10 observations lie above the body, too few to rank by: all between it and `from` claim the same, but for their order. */
  readonly onlyBody: boolean;
}

const BODY_END = binEdges(0)[1];
/** So slowly falls the p of what claims the same. */
const SLIGHTLY = 1e-3;

/**
 * The tail begins where the last observations do, not where the body ends: a failed sign-in of somebody who never fails has a surprise of 5 or none, and
 * that ten of 10,000 minutes had one makes it rare, not rare times its own p. Of nothing above the body half of ten is taken, and the p of the detector.
 */
function tailOf(bins: readonly FilledBin[], n: number): Tail {
  const last = bins.findLastIndex(({ above }) => above >= RELIABLE);
  const next = bins[last + 1];
  if (last >= 0 && next) return { from: binEdges(next.bin)[0], logP: Math.log(((bins[last]?.above ?? 0) - GAP) / n), onlyBody: false };
  const first = bins.find(({ bin }) => bin > 0);
  const share = Math.max(first ? first.above + first.count : 0, RELIABLE / 2) / Math.max(n, RELIABLE);
  return { from: first ? binEdges(first.bin)[0] : -Math.log(share), logP: Math.log(share), onlyBody: true };
}

/** Where a surprise lies from the first bin's start, 0, to the last one's end, 1. */
function placeIn(first: number, last: number, surprise: number): number {
  const from = binEdges(first)[0];
  return (surprise - from) / (binEdges(last)[1] - from);
}

/** ln p of a detector whose sample is too small to correct it: its own down to 1 in 1,000, from there by its order. */
export function floored(logP: number): number {
  return -beyond(-logP, LEAST_SAMPLE);
}

/**
 * What of a surprise may be claimed by a sample of n: all up to L = ln n; from there L + 2 (sqrt(1 + s - L) - 1), which keeps the order and goes on with
 * slope 1 that falls off: 9 beyond the sample count as 4.3, 100 as 18. Empirical: the loud must rank before what is merely unseen in two ways, and no
 * more is known. With a logarithm instead, password sprays fell behind people who worked late (five demo organisations: 22 of 40 incidents in the top
 * 20, with the root 29).
 */
export function beyond(surprise: number, n: number): number {
  const known = Math.log(n);
  return surprise <= known ? Math.max(0, surprise) : known + 2 * (Math.sqrt(1 + surprise - known) - 1);
}

interface FilledBin {
  readonly bin: number;
  readonly count: number;
  readonly above: number;
}

function readBins(stored: StoredHistogram): FilledBin[] {
  const bins: FilledBin[] = [];
  let above = 0;
  for (let i = stored.bins.length - 2; i >= 0; i -= 2) {
    const count = stored.bins[i + 1] ?? 0;
    bins.push({ bin: stored.bins[i] ?? 0, count, above });
    above += count;
  }
  return bins.reverse();
}

/** Mean of (s - u) over the top 2 % (never the body). At least 1, the value of a calibrated detector: a thin tail claims no more than the detector itself. */
function meanExcess(bins: readonly FilledBin[], n: number): number {
  const top = bins.filter(({ bin, above }) => bin > 0 && above < TAIL * n);
  const first = top[0];
  if (first === undefined) return 1;
  const from = binEdges(first.bin)[0];
  let weight = 0;
  let sum = 0;
  for (const { bin, count } of top) {
    const [low, high] = binEdges(bin);
    weight += count;
    sum += count * ((low + high) / 2 - from);
  }
  return Math.max(1, sum / weight);
}
