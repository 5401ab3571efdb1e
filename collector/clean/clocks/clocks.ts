import { HOUR, type Millis } from '../../../pkg/model';
import type { Draft } from '../../encode/draft';
import type { Step } from '../../encode/step';
import { Differences } from './differences';

/** A clock as it was found: of a source, or of one of its hosts. */
export interface ClockFound {
  readonly source: string;
  readonly host?: string;
  /** Median of observed less event time, in seconds: above 0 its events come late or its clock is behind, below 0 its clock is ahead. */
  readonly seconds: number;
  /** Whether that is a wrong clock: at least 30 s, and the same all the time. */
  readonly isWrong: boolean;
  readonly corrected: boolean;
}

const SECOND: Millis = 1_000;
/** Fewer events say nothing. */
const LEAST = 32;
const LEAST_WRONG = 30 * SECOND;
/** Beyond it an event is history, or its zone was guessed: no clock. Zones go to 14 hours. */
const MOST_WRONG = 15 * HOUR;
/** A clock that is wrong is wrong by the same: nine of ten events lie within so much of each other. What is late for other reasons does not. */
const STEADY = 20 * SECOND;
const MOST_CLOCKS = 1_000;
/** Once a source is known, one of so many events is looked at. */
const ONE_OF = 8;

/** The key of a source's clock as a whole among those of its hosts. */
const WHOLE = '';

/**
 * Watches the clocks of what is received as it happens: the median, over the last 256 events, of the time from when an event says it happened to when it
 * was observed. A clock is wrong when that is at least 30 s and steady. Nothing is changed but where the operator says so, and there the event says by
 * how much: `habitus.extra.clock_corrected_ms`. Its id stays that of the time it said.
 */
export class Clocks implements Step {
  private readonly clocks = new Map<string, Map<string, Differences>>();
  private readonly corrected: ReadonlySet<string>;
  private known = 0;
  private turn = 0;

  /** @param corrected names of sources */
  public constructor(
    corrected: readonly string[],
    private readonly clock: () => Millis
  ) {
    this.corrected = new Set(corrected);
  }

  public apply(draft: Draft): undefined {
    const source = draft.text('habitus.source');
    if (source === undefined || draft.time === undefined) return;
    const isCorrected = this.corrected.has(source);
    const hosts = this.clocks.get(source) ?? this.opened(source);
    if (!isCorrected && this.isEnough(hosts)) return;
    const own = this.note(hosts, draft.text('host.name'), this.clock() - draft.time);
    if (isCorrected) correct(draft, draft.time, own);
  }

  /** Every source's clock, and those of hosts that are wrong. */
  public *found(): Iterable<ClockFound> {
    for (const [source, hosts] of this.clocks) {
      for (const [host, differences] of hosts) {
        const one = this.judged(source, host, differences);
        if (one !== undefined) yield one;
      }
    }
  }

  private judged(source: string, host: string, differences: Differences): ClockFound | undefined {
    if (differences.count < LEAST) return undefined;
    const isWrong = wrongBy(differences) !== undefined;
    const about = { source, seconds: differences.quantile(0.5) / SECOND, isWrong, corrected: isWrong && this.corrected.has(source) };
    if (host === WHOLE) return about;
    return isWrong ? { ...about, host } : undefined;
  }

  /** Of a source that is known one of so many events will do. */
  private isEnough(hosts: ReadonlyMap<string, Differences>): boolean {
    return (hosts.get(WHOLE)?.count ?? 0) >= LEAST && this.turn++ % ONE_OF !== 0;
  }

  /** @returns the clock to judge the event by: its host's, else its source's; undefined for an event that says nothing of either */
  private note(hosts: Map<string, Differences>, host: string | undefined, difference: Millis): Differences | undefined {
    if (Math.abs(difference) > MOST_WRONG) return undefined;
    const whole = hosts.get(WHOLE);
    whole?.add(difference);
    const own = host === undefined ? undefined : this.ofHost(hosts, host);
    own?.add(difference);
    return own ?? whole;
  }

  private opened(source: string): Map<string, Differences> {
    const hosts = new Map([[WHOLE, new Differences()]]);
    this.clocks.set(source, hosts);
    return hosts;
  }

  /** Bounded: beyond so many hosts they are watched only as their source. */
  private ofHost(hosts: Map<string, Differences>, host: string): Differences | undefined {
    let differences = hosts.get(host);
    if (differences === undefined && this.known < MOST_CLOCKS) {
      this.known++;
      hosts.set(host, (differences = new Differences()));
    }
    return differences;
  }
}

function correct(draft: Draft, at: Millis, differences: Differences | undefined): void {
  const by = differences && wrongBy(differences);
  if (by === undefined) return;
  draft.time = at + by;
  draft.extra.set('clock_corrected_ms', by);
}

/** By how much a clock is wrong: the median in whole seconds. Undefined: it is not, or that is not known. */
function wrongBy(differences: Differences): Millis | undefined {
  if (differences.count < LEAST) return undefined;
  const median = differences.quantile(0.5);
  if (Math.abs(median) < LEAST_WRONG || differences.quantile(0.95) - differences.quantile(0.05) > STEADY) return undefined;
  return Math.round(median / SECOND) * SECOND;
}
