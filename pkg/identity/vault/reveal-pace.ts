import type { Millis } from '../../model';

/** How often one caller may ask within {@link REVEAL_WINDOW}, whether told or refused. */
export const MOST_REVEALS = 10;
export const REVEAL_WINDOW: Millis = 60_000;
/** Callers that are known at once; the one that has not asked for longest is forgotten first. */
const MOST_CALLERS = 10_000;
const MOST_NAME = 200;

interface Caller {
  /** When what was let through asked, the oldest first: at most {@link MOST_REVEALS}. */
  readonly asked: Millis[];
  /** When the audit trail last heard that this is too often. */
  heard: Millis | undefined;
  /** Asked too often since then, without a line. */
  unwritten: number;
}

/** What is to be done with one who asks. */
export interface Pace {
  /** When it may be asked again; undefined where it may be asked now. */
  readonly again: Millis | undefined;
  /** Whether the audit trail has to hear of it. */
  readonly isWritten: boolean;
  /** How many of this caller have no line in the audit trail, for the line that is written now. */
  readonly unwritten: number;
}

/**
 * Holds each caller to ten attempts in any minute, so that a vault is not emptied by a script, and to one line a minute in the audit trail of those beyond, so
 * that nobody buries a reveal under them. Of one process: it begins anew when that is started anew, and each backend of a cluster has its own.
 * Memory: 10,000 callers at most, 200 bytes each.
 */
export class RevealPace {
  /** Attempts that were too many, of all callers. */
  public limited = 0;
  private readonly callers = new Map<string, Caller>();

  /** Counts an attempt. Attempts that are refused here take nothing of what is left. */
  public ask(by: string, at: Millis): Pace {
    const caller = this.callerOf(by.slice(0, MOST_NAME));
    // A clock that was put back must lock nobody out: what is said to be later counts no more.
    const within = caller.asked.filter((one) => one > at - REVEAL_WINDOW && one <= at);
    caller.asked.splice(0, caller.asked.length, ...within);
    const again = within.length < MOST_REVEALS ? undefined : (within[0] ?? at) + REVEAL_WINDOW;
    if (again === undefined) caller.asked.push(at);
    else this.limited++;
    return { again, ...this.line(caller, again === undefined, at) };
  }

  private line(caller: Caller, isLetThrough: boolean, at: Millis): Pick<Pace, 'isWritten' | 'unwritten'> {
    const isHeard = caller.heard !== undefined && caller.heard > at - REVEAL_WINDOW && caller.heard <= at;
    if (!isLetThrough && isHeard) return { isWritten: false, unwritten: ++caller.unwritten };
    if (!isLetThrough) caller.heard = at;
    const { unwritten } = caller;
    caller.unwritten = 0;
    return { isWritten: true, unwritten };
  }

  private callerOf(by: string): Caller {
    const caller = this.callers.get(by) ?? { asked: [], heard: undefined, unwritten: 0 };
    this.callers.delete(by);
    this.callers.set(by, caller);
    const [longest] = this.callers.keys();
    if (this.callers.size > MOST_CALLERS && longest !== undefined) this.callers.delete(longest);
    return caller;
  }
}
