import type { Millis } from '../../../pkg/model';

const KEPT = 256;
/** So many new ones until the quantiles are looked up again. */
const FRESH = 32;

/** The last 256 differences between when events were observed and when they say they happened. Quantiles are of the last look, at most 32 events old. */
export class Differences {
  private readonly ring = new Float64Array(KEPT);
  private added = 0;
  private lookedAt = -1;
  private sorted = new Float64Array(0);

  public add(difference: Millis): void {
    this.ring[this.added++ % KEPT] = difference;
  }

  /** How many are kept. */
  public get count(): number {
    return Math.min(this.added, KEPT);
  }

  /** @param share 0 to 1. @returns NaN for none */
  public quantile(share: number): Millis {
    if (this.lookedAt < 0 || this.added - this.lookedAt >= FRESH || this.count < FRESH) {
      this.sorted = this.ring.slice(0, this.count).sort();
      this.lookedAt = this.added;
    }
    return this.sorted[Math.min(this.sorted.length - 1, Math.floor(share * this.sorted.length))] ?? Number.NaN;
  }
}
