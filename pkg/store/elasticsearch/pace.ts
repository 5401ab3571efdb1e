import { setTimeout as sleepFor } from 'node:timers/promises';
import { Trouble } from './trouble';

export interface PaceOptions {
  /** Requests at once, at most. Default 4. */
  readonly most?: number;
  /** How long a request is tried again, in milliseconds. Default 60,000. */
  readonly patience?: number;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** In [0, 1): the jitter. */
  readonly random?: () => number;
  readonly now?: () => number;
}

const FIRST_WAIT = 100;
const LONGEST_WAIT = 10_000;

/**
 * How many requests go to the cluster at once, and how long each waits before it is tried again. Additive increase, multiplicative decrease:
 * a refusal halves the number, each full round of successes adds one; waits double, with full jitter, so that writers do not come back together.
 */
export class Pace {
  public readonly patience: number;
  /** What of it health tells. */
  public readonly trouble: Trouble;
  private allowed: number;
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly most: number;
  private readonly sleep: (ms: number) => Promise<unknown>;
  private readonly random: () => number;
  public readonly now: () => number;

  public constructor({ most = 4, patience = 60_000, sleep = sleepFor, random = Math.random, now = Date.now }: PaceOptions = {}) {
    this.most = most;
    this.allowed = Math.min(2, most);
    this.patience = patience;
    this.sleep = sleep;
    this.random = random;
    this.now = now;
    this.trouble = new Trouble(now);
  }

  /** Requests at once, as of now. */
  public get width(): number {
    return Math.max(1, Math.floor(this.allowed));
  }

  /** Runs one request when there is room for it. */
  public async run<T>(request: () => Promise<T>): Promise<T> {
    while (this.running >= this.width) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
    try {
      return await request();
    } finally {
      this.running -= 1;
      this.waiting.splice(0).forEach((wake) => wake());
    }
  }

  public succeeded(): void {
    this.trouble.taken();
    this.allowed = Math.min(this.most, this.allowed + 1 / this.allowed);
  }

  /** @param why for health */
  public refused(why: string): void {
    this.trouble.refused(why);
    this.allowed = Math.max(1, this.allowed / 2);
  }

  /** Before the try after `tries` failed ones. */
  public async pause(tries: number): Promise<void> {
    await this.sleep(this.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries));
  }
}
