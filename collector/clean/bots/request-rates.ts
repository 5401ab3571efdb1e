import type { Millis } from '../../../pkg/model';

/** So many senders are remembered, twice: those of this and of the last generation. About 200 bytes each. */
const MOST_SENDERS = 25_000;

interface Sender {
  /** Number of the window that is counted, and how many there and in the one before. */
  window: number;
  count: number;
  before: number;
}

/**
 * How many requests a sender made in the last `width`, by event time: those of the window that the time lies in, and of the one before as much as
 * still lies within `width` (taken as spread evenly). Memory is bounded: of more senders than 25,000 those that were not heard for a generation are
 * forgotten, which can only make a rate too low.
 */
export class RequestRates {
  private senders = new Map<string, Sender>();
  private older = new Map<string, Sender>();

  public constructor(private readonly width: Millis) {}

  /** Counts one request. @returns how many there were in the last `width`, with it */
  public count(whose: string, at: Millis): number {
    const window = Math.floor(at / this.width);
    const sender = this.senderOf(whose, window);
    if (window > sender.window) {
      sender.before = window === sender.window + 1 ? sender.count : 0;
      sender.count = 0;
      sender.window = window;
    }
    // What comes late counts where it is: in the window before, or nowhere any more.
    if (window === sender.window) sender.count++;
    else if (window === sender.window - 1) sender.before++;
    else return 1;
    const left = 1 - (at / this.width - window);
    return window === sender.window ? sender.count + sender.before * left : sender.before;
  }

  /** How many senders are remembered. */
  public get size(): number {
    return this.senders.size + this.older.size;
  }

  private senderOf(whose: string, window: number): Sender {
    let sender = this.senders.get(whose);
    if (sender !== undefined) return sender;
    sender = this.older.get(whose) ?? { window, count: 0, before: 0 };
    if (this.senders.size >= MOST_SENDERS) {
      this.older = this.senders;
      this.senders = new Map();
    }
    this.older.delete(whose);
    this.senders.set(whose, sender);
    return sender;
  }
}
