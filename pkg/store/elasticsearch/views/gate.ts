import { setTimeout as sleepFor } from 'node:timers/promises';
import { isTransient, statusOf, tookTooLong } from '../failure';
import { RollingMedian } from './rolling-median';

export interface GateOptions {
  /** Searches at once, at most. Default 1. */
  readonly concurrency?: number | undefined;
  /** How long a search that the cluster refuses is tried again, in milliseconds. Default ten minutes. */
  readonly patience?: number;
  readonly now?: () => number;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** In [0, 1): the jitter. */
  readonly random?: () => number;
}

/** What was held back, and why. */
export interface Held {
  readonly refused: number;
  readonly slow: number;
  readonly millis: number;
}

/** What is to be tried again although the answer was no error of HTTP. */
export class Refused extends Error {}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** How often the cluster is asked how quick it is, while it is searched. */
const PROBE_EVERY = 5_000;
/** Probes that make a base; fewer tell nothing. */
const LEAST_PROBES = 5;
const REMEMBERED = 60;
/** A doubling of next to nothing is noise. */
const NOISE = 25;
/** After so long, slow is how the cluster is now. */
const MOST_SLOW = 120_000;

/**
 * Lets few searches through at a time and holds all of them back while the cluster is short of room: when it refuses (429, 503, no answer) or when
 * a probe, the smallest search there is, takes more than twice its usual time. The usual time is the median of the last 60 probes that were not slow.
 */
export class Gate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly base = new RollingMedian(REMEMBERED);
  private probed = -Infinity;
  private calm: Promise<void> | undefined;
  /** After a refusal nobody asks. */
  private resting: Promise<void> = Promise.resolve();
  private held: Held = { refused: 0, slow: 0, millis: 0 };
  private readonly concurrency: number;
  private readonly patience: number;
  private readonly now: () => number;
  private readonly sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  private readonly random: () => number;

  /**
   * @param probe the smallest search
   */
  public constructor(
    private readonly probe: () => Promise<unknown>,
    {
      concurrency = 1,
      patience = 600_000,
      now = () => performance.now(),
      sleep = (ms, stop) => sleepFor(ms, undefined, { signal: stop }),
      random = Math.random,
    }: GateOptions = {}
  ) {
    this.concurrency = concurrency;
    this.patience = patience;
    this.now = now;
    this.sleep = sleep;
    this.random = random;
  }

  public get heldBack(): Held {
    return this.held;
  }

  /** Runs a search when there is room for it, again while the cluster refuses it, until the signal is aborted. @returns what came, and how many milliseconds it took */
  public async run<T>(search: () => Promise<T>, signal: AbortSignal): Promise<{ readonly answer: T; readonly millis: number }> {
    await this.enter();
    try {
      return await this.patiently(search, signal);
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async enter(): Promise<void> {
    while (this.running >= this.concurrency) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
  }

  private async patiently<T>(search: () => Promise<T>, signal: AbortSignal): Promise<{ readonly answer: T; readonly millis: number }> {
    const began = this.now();
    for (let tries = 0; ; tries++) {
      signal.throwIfAborted();
      await this.resting;
      await this.whenCalm(signal);
      const asked = this.now();
      try {
        return { answer: await search(), millis: this.now() - asked };
      } catch (error) {
        if (!isRefusal(error) || this.now() - began > this.patience) throw error;
        this.held = { ...this.held, refused: this.held.refused + 1 };
        const rest = this.wait(signal, tries, retryAfter(error));
        this.resting = rest.catch(() => undefined);
        await rest;
      }
    }
  }

  /** One looks; all who come meanwhile wait for what it finds. */
  private async whenCalm(signal: AbortSignal): Promise<void> {
    if (this.calm === undefined && this.now() - this.probed < PROBE_EVERY) return;
    this.calm ??= this.calmDown(signal).finally(() => {
      this.probed = this.now();
      this.calm = undefined;
    });
    // What the probe met, the search will meet; another's wish to stop is not ours.
    await this.calm.catch(() => undefined);
    signal.throwIfAborted();
  }

  private async calmDown(signal: AbortSignal): Promise<void> {
    const began = this.now();
    let took = await this.timed(signal);
    // A single slow answer may be a collection of garbage.
    if (this.isSlow(took)) took = await this.timed(signal);
    for (let tries = 0; this.isSlow(took) && this.now() - began < MOST_SLOW; tries++) {
      this.held = { ...this.held, slow: this.held.slow + 1 };
      await this.wait(signal, tries);
      took = await this.timed(signal);
    }
    if (Number.isFinite(took)) this.base.add(took);
  }

  private isSlow(took: number): boolean {
    const usual = this.base.size < LEAST_PROBES ? Infinity : this.base.median;
    return took > Math.max(2 * usual, usual + NOISE);
  }

  /** A cluster that answers a probe with an error is as slow as can be, once it is known how quick it is. */
  private async timed(signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    const asked = this.now();
    try {
      await this.probe();
      return this.now() - asked;
    } catch (error) {
      if (isTransient(error)) return Infinity;
      throw error;
    }
  }

  private async wait(signal: AbortSignal, tries: number, least = 0): Promise<void> {
    const millis = Math.max(least, (0.5 + this.random() / 2) * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries));
    await this.sleep(millis, signal);
    this.held = { ...this.held, millis: this.held.millis + millis };
  }
}

/** What took too long takes too long again: that is for who asked, to ask for less. */
function isRefusal(error: unknown): boolean {
  return error instanceof Refused || (isTransient(error) && !tookTooLong(error));
}

/** What a 429 says of when to come back, in milliseconds. */
function retryAfter(error: unknown): number {
  if (statusOf(error) !== 429) return 0;
  const seconds = Number((error as { headers?: Record<string, unknown> | null }).headers?.['retry-after']);
  return Number.isFinite(seconds) ? Math.min(LONGEST_WAIT, seconds * 1_000) : 0;
}
