import type { Millis } from '../../../pkg/model';

const SETS = 16_384;
/** Senders that share a set: the busiest of them stay. */
const WAYS = 4;
/** User agents that have a number. */
const MOST_AGENTS = 10_000;

/** Who sends: an address, with a user where there is one, and a user agent. */
export interface Sender {
  readonly address: string;
  readonly user: string;
  readonly agent: string;
}

/**
 * How many requests a sender made in the last `width`, by event time: those of the window that the time lies in, and of the one before as much as
 * still lies within `width` (taken as spread evenly). Memory is bounded and always the same: 65,536 senders, 1.3 MB, told apart by 46 bits of a hash.
 * Of more senders those with the fewest requests are forgotten, which can only make a rate too low.
 */
export class RequestRates {
  private readonly marks = new Uint32Array(SETS * WAYS);
  private readonly windows = new Float64Array(SETS * WAYS).fill(-Infinity);
  private readonly counts = new Uint32Array(SETS * WAYS);
  private readonly befores = new Uint32Array(SETS * WAYS);
  private readonly agents = new Map<string, number>();

  public constructor(private readonly width: Millis) {}

  /** Counts one request. @returns how many there were in the last `width`, with it */
  public count(sender: Sender, at: Millis): number {
    const window = Math.floor(at / this.width);
    const slot = this.slotOf(sender, window);
    const known = this.windows[slot] ?? window;
    if (window > known) this.turn(slot, known, window);
    // What comes late counts where it is: in the window before, or nowhere any more.
    else if (window < known - 1) return 1;
    else if (window < known) return (this.befores[slot] = (this.befores[slot] ?? 0) + 1);
    const count = (this.counts[slot] = (this.counts[slot] ?? 0) + 1);
    return count + (this.befores[slot] ?? 0) * (1 - (at / this.width - window));
  }

  private turn(slot: number, known: number, window: number): void {
    this.befores[slot] = window === known + 1 ? (this.counts[slot] ?? 0) : 0;
    this.counts[slot] = 0;
    this.windows[slot] = window;
  }

  /** The sender's place, or the one in its set that is worth least. */
  private slotOf({ address, user, agent }: Sender, window: number): number {
    const low = mixed(hashed(user, hashed(address, SEED)), this.numberOf(agent));
    const mark = mixed(low, OTHER_SEED);
    const first = (low & (SETS - 1)) * WAYS;
    let [least, leastWorth] = [first, Infinity];
    for (let slot = first; slot < first + WAYS; slot++) {
      if (this.marks[slot] === mark && this.windows[slot] !== -Infinity) return slot;
      const worth = this.worth(slot, window);
      if (worth < leastWorth) [least, leastWorth] = [slot, worth];
    }
    this.marks[least] = mark;
    this.windows[least] = window;
    this.counts[least] = this.befores[least] = 0;
    return least;
  }

  private worth(slot: number, window: number): number {
    return (this.windows[slot] ?? 0) < window - 1 ? -1 : (this.counts[slot] ?? 0) + (this.befores[slot] ?? 0);
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
