import type { Millis } from '../../../pkg/model';

const SETS = 16_384;
/** Senders that share a set: the busiest of them stay. */
const WAYS = 4;
/** User agents that have a number. */
const MOST_AGENTS = 10_000;
/** Numbers of one sender, and which is which; the first is its mark. */
const CELL = 4;
const [WINDOW, COUNT, BEFORE] = [1, 2, 3] as const;
/** Window 0 is an empty place. */
const FIRST = 1;
/** The window that begins with 1970. */
const EPOCH = 2;

/**
 * How many requests a sender (an address, with a user where there is one, and a user agent) made in the last `width`, by event time: those of the window that the time lies in, and of the one before as much as
 * still lies within `width` (taken as spread evenly). Memory is bounded and always the same: 65,536 senders, 1 MB, told apart by 46 bits of a hash.
 * Of more senders those with the fewest requests are forgotten, which can only make a rate too low.
 */
export class RequestRates {
  /** Of each sender four numbers beside each other, so that those of a set are one line of the processor's cache: mark, window, count, the count before. */
  private readonly cells = new Uint32Array(SETS * WAYS * CELL);
  private readonly agents = new Map<string, number>();

  public constructor(private readonly width: Millis) {}

  /** Counts one request. @returns how many there were in the last `width`, with it */
  public count(address: string, user: string, agent: string, at: Millis): number {
    const { cells } = this;
    // Windows of a second fit until 2106; what was before 1970 is one window.
    const window = Math.max(FIRST, Math.floor(at / this.width) + EPOCH);
    const cell = this.cellOf(address, user, agent, window);
    const known = cells[cell + WINDOW] ?? window;
    if (window > known) this.turn(cell, known, window);
    // What comes late counts where it is: in the window before, or nowhere any more.
    else if (window < known - 1) return 1;
    else if (window < known) return (cells[cell + BEFORE] = (cells[cell + BEFORE] ?? 0) + 1);
    const count = (cells[cell + COUNT] = (cells[cell + COUNT] ?? 0) + 1);
    return count + (cells[cell + BEFORE] ?? 0) * (window - EPOCH + 1 - at / this.width);
  }

  private turn(cell: number, known: number, window: number): void {
    const { cells } = this;
    cells[cell + BEFORE] = window === known + 1 ? (cells[cell + COUNT] ?? 0) : 0;
    cells[cell + COUNT] = 0;
    cells[cell + WINDOW] = window;
  }

  /** The sender's place, or the one in its set that is worth least. */
  private cellOf(address: string, user: string, agent: string, window: number): number {
    const { cells } = this;
    const low = mixed(hashed(user, hashed(address, SEED)), this.numberOf(agent));
    const mark = mixed(low, OTHER_SEED);
    const first = (low & (SETS - 1)) * WAYS * CELL;
    for (let cell = first; cell < first + WAYS * CELL; cell += CELL) if (cells[cell] === mark && cells[cell + WINDOW] !== 0) return cell;
    const least = this.leastOf(first, window);
    cells[least] = mark;
    cells[least + WINDOW] = window;
    cells[least + COUNT] = cells[least + BEFORE] = 0;
    return least;
  }

  private leastOf(first: number, window: number): number {
    let [least, leastWorth] = [first, Infinity];
    for (let cell = first; cell < first + WAYS * CELL; cell += CELL) {
      const worth = this.worth(cell, window);
      if (worth < leastWorth) [least, leastWorth] = [cell, worth];
    }
    return least;
  }

  private worth(cell: number, window: number): number {
    const { cells } = this;
    return (cells[cell + WINDOW] ?? 0) < window - 1 ? -1 : (cells[cell + COUNT] ?? 0) + (cells[cell + BEFORE] ?? 0);
  }

  /** Agents are long and few: looking one up is cheaper than hashing it by hand. */
  private numberOf(agent: string): number {
    const known = this.agents.get(agent);
    if (known !== undefined) return known;
    if (this.agents.size >= MOST_AGENTS) return hashed(agent, SEED);
    const made = this.agents.size + 1;
    this.agents.set(agent, made);
    return made;
  }
}

const SEED = 0x811c9dc5;
const OTHER_SEED = 0x9e3779b9;

/** FNV-1a over UTF-16. */
function hashed(text: string, seed: number): number {
  let value = seed;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}

/** The finaliser of MurmurHash3 over two numbers. */
function mixed(a: number, b: number): number {
  let value = Math.imul(a ^ Math.imul(b, 0xcc9e2d51), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
