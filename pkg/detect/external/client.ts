import { HabitusError } from '../../errors';
import type { Finding, Observation } from '../../model';
import type { BatchCounts, BatchDetector, BatchHealth } from '../batch';
import { readAnswer } from './answer';
import { Breaker } from './breaker';
import { findingOf } from './finding';
import { Gate } from './gate';
import { guardObservation } from './guard';
import { limitsWith, type ExternalLimits } from './limits';
import { again, within } from './patience';
import { partsOf, type Part, type Subject } from './request';
import { REAL_TIMERS, type Timers } from './timers';

/** The way to a scoring service, whatever it is: text there, text back. */
export interface ScoringService {
  /**
   * @param most bytes of an answer beyond which it need not read on
   * @throws HabitusError permanent where the same question fails again (credentials, a wrong address); anything else counts as passing
   */
  ask(body: string, most: number, signal: AbortSignal): Promise<string>;
}

export interface ExternalOptions {
  readonly service: ScoringService;
  /** Of what it is asked where nothing else is said. */
  readonly subject: Subject;
  readonly limits?: Partial<ExternalLimits>;
  readonly timers?: Timers;
  /** In [0, 1): the jitter of the waits. */
  readonly random?: () => number;
}

/**
 * Asks a scoring service how improbable each observation is. Keeps its limits whatever the service does: requests of a size, so many at the same time, for
 * so long, again where that may help, and not at all while it is down.
 * Memory: the batch, and one request for each in flight. A batch whose service is down costs at most
 * `failures + inFlight` requests with all their attempts.
 */
export class ExternalDetector implements BatchDetector {
  private readonly counts: { -readonly [K in keyof BatchCounts]: number } = {
    observations: 0,
    answered: 0,
    missing: 0,
    refused: 0,
    failed: 0,
    paused: 0,
    tooLarge: 0,
    abandoned: 0,
    requests: 0,
    retries: 0,
  };
  private readonly limits: ExternalLimits;
  private readonly timers: Timers;
  private readonly gate: Gate;
  private readonly breaker: Breaker;
  private lastRequest = 0;
  private lastError: string | undefined;

  public constructor(private readonly options: ExternalOptions) {
    this.limits = limitsWith(options.limits);
    this.timers = options.timers ?? REAL_TIMERS;
    this.gate = new Gate(this.limits.inFlight);
    this.breaker = new Breaker(this.limits, () => this.timers.now());
  }

  public async score(batch: readonly Observation[], signal?: AbortSignal): Promise<readonly (Finding | undefined)[]> {
    return await this.scoreOf(this.options.subject, batch, signal);
  }

  /** The same of another feature: by the same limits, counts and pauses, as it is the same service. */
  public async scoreOf(subject: Subject, batch: readonly Observation[], signal = new AbortController().signal): Promise<readonly (Finding | undefined)[]> {
    batch.forEach(guardObservation);
    this.counts.observations += batch.length;
    const found = new Array<Finding | undefined>(batch.length).fill(undefined);
    const parts = partsOf(
      batch,
      subject,
      this.limits,
      () => ++this.lastRequest,
      () => void this.counts.tooLarge++
    );
    await Promise.all(Array.from({ length: this.limits.inFlight }, async () => await this.askInTurn(parts, found, signal)));
    return found;
  }

  public health(): BatchHealth {
    const { lastError } = this;
    return { ...this.breaker.state(), ...(lastError !== undefined && { lastError }), counts: { ...this.counts } };
  }

  /** The gate is shared by all calls of `score`; a request is made when there is room for it. */
  private async askInTurn(parts: Iterator<Part>, found: (Finding | undefined)[], signal: AbortSignal): Promise<void> {
    for (let isLast = false; !isLast;) {
      await this.gate.enter();
      try {
        const { done, value } = parts.next();
        if (done === true) isLast = true;
        else await this.askUnlessDown(value, found, signal);
      } finally {
        this.gate.leave();
      }
    }
  }

  private async askUnlessDown(part: Part, found: (Finding | undefined)[], signal: AbortSignal): Promise<void> {
    const reason = this.reasonNotToAsk(signal);
    if (reason) this.counts[reason] += part.places.length;
    else await this.ask(part, found, signal);
  }

  private reasonNotToAsk(signal: AbortSignal): 'abandoned' | 'paused' | undefined {
    if (signal.aborted) return 'abandoned';
    return this.breaker.mayAsk() ? undefined : 'paused';
  }

  private async ask(part: Part, found: (Finding | undefined)[], signal: AbortSignal): Promise<void> {
    try {
      this.take(part, await this.answerTo(part, signal), found);
      this.breaker.succeeded();
    } catch (error) {
      this.counts[signal.aborted ? 'abandoned' : isRefused(error) ? 'refused' : 'failed'] += part.places.length;
      if (signal.aborted) this.breaker.abandoned();
      else this.failed(error);
    }
  }

  private async answerTo(part: Part, signal: AbortSignal): Promise<(number | undefined)[]> {
    const { service, random = Math.random } = this.options;
    let attempts = 0;
    const attempt = async (): Promise<(number | undefined)[]> => {
      this.counts.requests++;
      if (attempts++ > 0) this.counts.retries++;
      const { answerBytes, timeout } = this.limits;
      const text = await within(timeout, this.timers, signal, (either) => service.ask(part.body, answerBytes, either));
      return readAnswer(text, part, answerBytes);
    };
    return await again(attempt, this.limits, this.timers, random, signal);
  }

  private take({ places }: Part, ps: readonly (number | undefined)[], found: (Finding | undefined)[]): void {
    for (const [id, p] of ps.entries()) {
      if (p !== undefined) found[places[id]!] = findingOf([p]);
      this.counts[p === undefined ? 'missing' : 'answered']++;
    }
  }

  private failed(error: unknown): void {
    // Of an error that is not of the catalogue only the name: its text may hold an address with a key in it.
    this.lastError =
      error instanceof HabitusError ? error.message : new HabitusError('HAB-DETECT-001', error instanceof Error ? error.name : typeof error).message;
    this.breaker.failed();
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof HabitusError && error.code === 'HAB-DETECT-002';
}
