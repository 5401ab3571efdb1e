import { DAY, HOUR, MINUTE, type Millis } from '../pkg/model';

/** How late an event may come. */
const LATENESS = 5 * MINUTE;
/** End of the newest hour that is closed by now, as far as the clock goes: an event before it comes too late to be scored. */
export function closedBefore(now: Millis): Millis {
  return Math.floor((now - LATENESS) / HOUR) * HOUR;
}

/** A source that says nothing for so long stops holding the others back. */
const SILENT_AFTER = 10 * MINUTE;
/** One that is further behind has a wrong clock or brings history: its events count as late, the others do not wait for it. */
const FURTHEST_BEHIND = DAY;

/** How far apart the moments are at which it is remembered how far the sources were. */
const STEP = 1_000;
/** Of such moments: a day of waiting for the store, at ten seconds. */
const MOST_MOMENTS = 8_640;

/** When a live source was heard, and what it said then. */
export interface SourceTimes {
  readonly source: string;
  /** Time of its newest event. */
  readonly newest: Millis;
  /** When it last sent any. */
  readonly heard: Millis;
}

/**
 * Up to when the live sources have brought what they have: the least, over the sources that are sending, of the newest event time less the allowed
 * lateness, as it was when the last of what is in the store was acknowledged: what still waits for the store is not there for whoever counts. Imports have no
 * part in it.
 */
export class Watermark {
  private readonly sources = new Map<string, { newest: Millis; heard: Millis }>();
  /** How far the sources were, by when: of what waits for the store. */
  private moments: { readonly at: Millis; readonly value: Millis }[];

  /** @param began when nothing had been acknowledged that is not in the store, but for what an earlier process left */
  public constructor(began: Millis) {
    this.moments = [{ at: began, value: began - LATENESS }];
  }

  /** @param newest of a request's events @param now when it came */
  public saw(source: string, newest: Millis, now: Millis): void {
    if (now - this.moments.at(-1)!.at >= STEP) this.remember(now);
    const known = this.sources.get(source);
    if (known === undefined) this.sources.set(source, { newest, heard: now });
    else {
      known.newest = Math.max(known.newest, newest);
      known.heard = now;
    }
  }

  /** @param settled everything that was acknowledged until then is in the store */
  public at(now: Millis, settled: Millis = now): Millis {
    if (settled >= now) {
      this.moments = [{ at: now, value: this.said(now) }];
      return this.moments[0]!.value;
    }
    const then = this.moments.findLastIndex((moment) => moment.at <= settled);
    if (then > 0) this.moments.splice(0, then);
    return Math.max(now - FURTHEST_BEHIND, then < 0 ? 0 : this.moments[0]!.value);
  }

  private remember(now: Millis): void {
    if (this.moments.length >= MOST_MOMENTS) this.moments = this.moments.filter((_, n) => n % 2 === 0);
    this.moments.push({ at: now, value: this.said(now) });
  }

  private said(now: Millis): Millis {
    let least = now;
    for (const { newest, heard } of this.sources.values()) {
      if (now - heard < SILENT_AFTER && now - newest < FURTHEST_BEHIND) least = Math.min(least, newest);
    }
    return least - LATENESS;
  }

  /** Every live source, in the order in which they were first heard. */
  public *times(): Iterable<SourceTimes> {
    for (const [source, { newest, heard }] of this.sources) yield { source, newest, heard };
  }

  /** The newest event of all live sources. */
  public get newest(): Millis | undefined {
    const all = [...this.sources.values()].map(({ newest }) => newest);
    return all.length === 0 ? undefined : Math.max(...all);
  }
}
