import { KnownBytes } from './known-bytes';

const SLOTS = 16;
const LONGEST = 256;
/** How many misses more than hits an attribute may have before its values count as ever new: names of users, addresses. */
const PATIENCE = 256;
const MISS = 4;

interface Seen {
  readonly bytes: KnownBytes;
  readonly text: string;
}

/**
 * Values of one attribute by their bytes, so that one of few (a method, an outcome, a user agent) is made a string once and not with each record.
 * Sixteen of at most 256 bytes; an attribute whose values are new nearly every time is not remembered any more.
 */
export class SeenTexts {
  private slots: (Seen | undefined)[] = [];
  private patience = PATIENCE;

  /** The bytes as UTF-8. @param view of all of `from` */
  public text(from: Buffer, view: DataView, start: number, end: number): string {
    const length = end - start;
    if (this.patience <= 0 || length > LONGEST || length === 0) return from.toString('utf8', start, end);
    const slot = ((from[start + (length >> 1)] ?? 0) * 5 + (from[end - 1] ?? 0) + length) & (SLOTS - 1);
    const seen = this.slots[slot];
    if (seen?.bytes.are(from, view, start, end) === true) {
      if (this.patience < PATIENCE) this.patience++;
      return seen.text;
    }
    return this.meet(slot, from, start, end);
  }

  private meet(slot: number, from: Buffer, start: number, end: number): string {
    const text = from.toString('utf8', start, end);
    this.patience -= MISS;
    this.slots[slot] = { bytes: new KnownBytes(from, start, end), text };
    if (this.patience <= 0) this.slots = [];
    return text;
  }
}
