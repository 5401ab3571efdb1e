import type { Fragment } from './fragment';

const MOST = 64;
const LONGEST = 512;
/** How far misses may outweigh hits before the values of a field count as ever new: names of users, addresses. */
const PATIENCE = 256;
const MISS = 4;
/** So many values later it is tried again: traffic changes. */
const REST = 65_536;

/**
 * Values of one field as they are written, so that one of few (a method, an outcome, a user agent) is copied and not encoded with each event.
 * At most 64, of at most 512 bytes each. Cost of a hit: one look-up; of a field whose values are ever new: next to nothing.
 */
export class SeenValues {
  private readonly known = new Map<string, Fragment>();
  private patience = PATIENCE;
  private resting = 0;

  /** How the value was written, where that is known. */
  public find(value: string): Fragment | undefined {
    if (this.resting > 0) {
      this.resting--;
      return undefined;
    }
    const found = this.known.get(value);
    if (found !== undefined && this.patience < PATIENCE) this.patience++;
    return found;
  }

  /** Whether a value that was not found is worth keeping, for {@link keep}. */
  public get isWatching(): boolean {
    return this.resting === 0;
  }

  /** To be called for a value that `find` did not know. */
  public keep(value: string, written: Fragment): void {
    this.patience -= MISS;
    if (this.patience <= 0) {
      this.known.clear();
      this.patience = PATIENCE;
      this.resting = REST;
      return;
    }
    if (written.length > LONGEST) return;
    if (this.known.size >= MOST) this.known.clear();
    this.known.set(value, written);
  }
}
