import { decode, encode } from '../../store/encoding/json';
import type { Millis } from '../../model';
import type { StateStore } from '../../store/store';
import type { Head } from './head';
import type { Session } from './session';

/** One count of the hours that fill: of all engines, whoever they are. */
export interface OpenTurn {
  readonly number: number;
  /** What is counted: [from, to]. */
  readonly from: Millis;
  readonly to: Millis;
  /** Who took part when it began. */
  readonly members: readonly string[];
  /** Everything is told, and not only what is other than in the turn before. */
  readonly whole: boolean;
  /** Somebody lacks the turn before: the next is to be whole. */
  readonly wanted?: true;
}

/** Turns follow each other: who has scored the last, and saw it begin long enough ago, begins the next by compare-and-set. One small block a namespace. */
export class OpenTurns {
  /** The newest, and when it was first seen by this process's own monotonic clock. */
  private newest = '';
  private since = 0;
  private asked = false;

  public constructor(
    private readonly state: StateStore,
    private readonly session: Session,
    /** Milliseconds from one turn to the next. */
    private readonly tick: number,
    private readonly now: () => number = () => performance.now()
  ) {}

  /** The next begins as soon as the one at work is done. */
  public ask(): void {
    this.asked = true;
  }

  /** How long the newest turn is known here, in milliseconds. */
  public get age(): number {
    return this.now() - this.since;
  }

  /** The turn at work. @param done number of the last that was done here; @param to what a new one counts up to @returns and whether it was begun here */
  public async current(head: Head, to: Millis, done: number): Promise<{ readonly turn: OpenTurn; readonly begun: boolean } | undefined> {
    const key = keyOf(head.round);
    const found = await this.state.get(key);
    const last = found && turnOf(found.bytes);
    if (last) this.see(head.round, last);
    if (last && !(last.number === done && (this.asked || this.age >= this.tick))) return { turn: last, begun: false };
    const turn = this.following(last, head, to);
    this.asked = false;
    if ((await this.state.put(key, bytesOf(turn), found?.version)) === undefined) return undefined;
    this.see(head.round, turn);
    return { turn, begun: true };
  }

  /** The next is to be whole, and soon. Where another is faster, the next does not serve either, and it is wanted again. */
  public async want(round: number): Promise<void> {
    this.ask();
    const found = await this.state.get(keyOf(round));
    const last = found && turnOf(found.bytes);
    if (found && last && last.wanted === undefined) await this.state.put(keyOf(round), bytesOf({ ...last, wanted: true }), found.version);
  }

  private following(last: OpenTurn | undefined, { until }: Head, to: Millis): OpenTurn {
    const members = this.session.members();
    const whole = last?.from !== until || last.wanted === true || last.members.join() !== members.join();
    return { number: (last?.number ?? 0) + 1, from: until, to, members, whole };
  }

  private see(round: number, { number }: OpenTurn): void {
    const seen = `${round} ${number}`;
    if (seen !== this.newest) [this.newest, this.since] = [seen, this.now()];
  }
}

function keyOf(round: number): string {
  return `open-turn/${round}`;
}

function turnOf(bytes: Uint8Array): OpenTurn {
  return decode<OpenTurn>(Buffer.from(bytes).toString());
}

function bytesOf(turn: OpenTurn): Uint8Array {
  return Buffer.from(encode(turn));
}
