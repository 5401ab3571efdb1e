import { DAY, HOUR, type Millis } from '../../../model';

/** A search should take about so long: then a cluster notices little of it. */
const WANTED = 500;
const LONGEST = 7 * DAY;
const FEWEST_GROUPS = 100;
const MOST_GROUPS = 5_000;
const MOST_PAGES = 8;

/** How much of history is asked for at once, and how many groups a page: by how long the answers took. Starts small. */
export class SliceSize {
  private length: Millis = HOUR;
  private groups = 1_000;
  private slowest = 0;
  private pages = 0;

  /** Groups a page. */
  public get page(): number {
    return this.groups;
  }

  /** The end of a slice that begins at `from`: whole buckets, at least one. */
  public endOf(from: Millis, to: Millis, width: Millis): Millis {
    return Math.min(to, from + Math.max(width, Math.floor(this.length / width) * width));
  }

  /** After each page. */
  public took(millis: number): void {
    this.slowest = Math.max(this.slowest, millis);
    this.pages += 1;
    if (millis > 2 * WANTED) this.groups = Math.max(FEWEST_GROUPS, Math.floor(this.groups / 2));
    else if (millis < WANTED / 2) this.groups = Math.min(MOST_GROUPS, this.groups * 2);
  }

  /** After each slice: the next is longer where this one was quick and came in few pages, shorter where it was neither. */
  public done(): void {
    if (this.slowest > WANTED || this.pages > MOST_PAGES) this.shrink();
    else if (this.slowest < WANTED / 2 && this.pages <= MOST_PAGES / 2) this.length = Math.min(LONGEST, this.length * 2);
    this.slowest = 0;
    this.pages = 0;
  }

  public shrink(): void {
    this.length = Math.max(HOUR, this.length / 2);
  }
}
