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
 * lateness. Imports have no part in it.
 */
export class Watermark {
  private readonly sources = new Map<string, { newest: Millis; heard: Millis }>();

  /** @param newest of a request's events @param now when it came */
  public saw(source: string, newest: Millis, now: Millis): void {
    const known = this.sources.get(source);
    if (known === undefined) this.sources.set(source, { newest, heard: now });
    else {
      known.newest = Math.max(known.newest, newest);
      known.heard = now;
    }
  }

  public at(now: Millis): Millis {
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
