/** Bins grow by 1 %: at a surprise of 9.2 (1 in 10,000) a bin is 0.09 wide, so that a probability is known to 9 %. */
const LOG_GROWTH = Math.log(1.01);
const BODY = Math.LN2;
const BINS = 1_400;

/** A histogram in the form that is stored: bin and count by turns, only bins that hold something. */
export interface StoredHistogram {
  readonly n: number;
  readonly bins: readonly number[];
}

/**
 * How often each surprise (-ln p) was met, pooled over the entities of one feature and detector.
 *
 * Bin 0 is the body, 0 to ln 2: everything that is no more surprising than a coin. A silent bucket of an upper-tailed count lies there
 * whatever its expectation, so thousands of silent entities are added as one number. Above it bins are logarithmic, as in DDSketch
 * (Masson, Rim, Lee, VLDB 2019) with a relative accuracy of 0.5 %, up to a surprise of 770,000. Beyond that the last bin takes all.
 * 11 kB. Adding costs one logarithm.
 */
export class SurpriseHistogram {
  private readonly counts = new Float64Array(BINS);
  private total = 0;

  public get n(): number {
    return this.total;
  }

  public add(surprise: number): void {
    const bin = binOf(surprise);
    this.counts[bin] = this.count(bin) + 1;
    this.total += 1;
  }

  public addBody(n: number): void {
    this.counts[0] = this.count(0) + n;
    this.total += n;
  }

  /** Adds what was met elsewhere, or since. */
  public merge({ n, bins }: StoredHistogram): void {
    for (let i = 0; i + 1 < bins.length; i += 2) this.counts[bins[i] ?? 0] = this.count(bins[i] ?? 0) + (bins[i + 1] ?? 0);
    this.total += n;
  }

  /** Forgets: every count times `keep`. Call it weekly. */
  public age(keep: number): void {
    let total = 0;
    for (let bin = 0; bin < BINS; bin++) {
      const left = this.count(bin) * keep;
      this.counts[bin] = left < 1e-3 ? 0 : left;
      total += this.count(bin);
    }
    this.total = total;
  }

  public stored(): StoredHistogram {
    const bins: number[] = [];
    for (let bin = 0; bin < BINS; bin++) if (this.count(bin) > 0) bins.push(bin, this.count(bin));
    return { n: this.total, bins };
  }

  public static from(stored: StoredHistogram): SurpriseHistogram {
    const histogram = new SurpriseHistogram();
    for (let i = 0; i + 1 < stored.bins.length; i += 2) histogram.counts[stored.bins[i] ?? 0] = stored.bins[i + 1] ?? 0;
    histogram.total = stored.n;
    return histogram;
  }

  private count(bin: number): number {
    return this.counts[bin] ?? 0;
  }
}

/** The bin of a surprise. @throws RangeError on NaN or a negative one: it is no -ln p */
export function binOf(surprise: number): number {
  if (!(surprise >= 0)) throw new RangeError(`surprise: expected a number >= 0, got ${surprise}`);
  return surprise <= BODY ? 0 : Math.min(BINS - 1, 1 + Math.floor(Math.log(surprise / BODY) / LOG_GROWTH));
}

/** Where a bin starts and ends, as surprises. */
export function binEdges(bin: number): readonly [from: number, to: number] {
  return bin === 0 ? [0, BODY] : [BODY * Math.exp((bin - 1) * LOG_GROWTH), BODY * Math.exp(bin * LOG_GROWTH)];
}
