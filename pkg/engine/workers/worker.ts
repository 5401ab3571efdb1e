import { setTimeout as sleep } from 'node:timers/promises';
import { HabitusError } from '../../errors';
import type { Feature, Millis } from '../../model';
import type { Store } from '../../store/store';
import type { Asking } from '../asking/asking';
import type { Place } from '../build-anomaly';
import { trackKeys } from '../checkpoint';
import type { FeatureTrack } from '../feature-track';
import { freshPass, type PassParts } from '../fresh-pass';
import { openTracks } from '../open-hours';
import { Coordinator, sliceAtWork } from './coordinator';
import { Counting } from './counted';
import { Epochs } from './epochs';
import { GroupScorer, type ScorerParts, type Stepped } from './group-scorer';
import { readHead, stepEnd, type Head } from './head';
import { COORDINATOR, groupLease } from './lease-table';
import { OpenBoxes } from './open-box';
import { OpenRound } from './open-round';
import { GROUPS } from './partition';
import { Results } from './results';
import { defaultRoom, Room } from './room';
import { Session, type Timing } from './session';
import { Spill } from './spill';
import { wish } from './wishes';

export interface WorkerParts extends PassParts {
  readonly store: Store;
  readonly features: readonly Feature[];
  readonly clock: () => Millis;
  readonly place: Place;
  readonly timing: Timing;
  /** Hours before it may be closed without being asked; undefined: none. */
  readonly closed: () => Millis | undefined;
  /** Bytes of what is learnt that are held in memory; what is beyond is laid away on disk. */
  readonly memory?: number;
  /** Who is asked of the features that name a detector that asks. */
  readonly asking?: Asking;
}

/** Roll-ups of one write. */
const ROWS = 8_192;
/** Of the memory for states, what the text of counts may have whose observations are held: they take ten times as much. */
const TEXT = 1 / 64;

/** One of the workers of a namespace: counts, scores the groups that it holds, coordinates where it holds that. Any number of them, in any processes. */
export class Worker {
  public readonly session: Session;
  /** Why the last round failed; it is tried again. */
  public trouble: string | undefined;
  private readonly counting: Counting;
  private readonly results: Results;
  private readonly coordinator: Coordinator;
  private readonly open: OpenRound;
  private readonly scorerParts: ScorerParts;
  private readonly keys: readonly string[];
  private readonly scorers = new Map<number, GroupScorer>();
  private readonly spill = new Spill();
  private readonly room: Room;
  private wakeUp: () => void = () => undefined;
  private rested: () => void = () => undefined;
  private readonly stopped = new AbortController();
  private running: Promise<unknown> | undefined;
  private opens = false;

  public constructor(private readonly parts: WorkerParts) {
    const { store, clock, timing, features, place } = parts;
    const session = (this.session = new Session(store.state, timing, clock));
    const template = freshPass(parts);
    this.keys = trackKeys(template);
    const memory = parts.memory ?? defaultRoom();
    this.room = new Room(memory);
    this.counting = new Counting(store, template.tracks, session, memory * TEXT);
    const counting = this.counting;
    const epochs = new Epochs(store.state);
    const results = (this.results = new Results(store.state));
    const boxes = new OpenBoxes(store.state);
    this.coordinator = new Coordinator({ ...parts, session, counting, epochs, results, keys: this.keys });
    this.open = new OpenRound({ store, features, clock, session, boxes, place, timing, tracks: openTracks(template), room: this.room });
    this.scorerParts = {
      ...parts,
      session,
      counting,
      epochs,
      spill: this.spill,
      shown: async (round, group) => await boxes.shown(round, group),
      signal: this.stopped.signal,
    };
  }

  /** Takes part from now on. @param opens whether hours that still fill are scored too */
  public start(opens: boolean): void {
    this.opens ||= opens;
    this.running ??= this.run();
  }

  /** Something is to be done: look at once. */
  public wake(): void {
    this.wakeUp();
  }

  /** Resolves when hours that still fill were scored once more, and nothing is left to be closed. */
  public async settled(): Promise<void> {
    const rested = new Promise<void>((resolve) => {
      this.rested = resolve;
    });
    this.open.ask();
    this.wake();
    await rested;
  }

  /** What is learnt of a group, where it is held here. */
  public async tracksOf(group: number): Promise<readonly FeatureTrack[] | undefined> {
    return (await this.scorers.get(group)?.read())?.tracks;
  }

  /** Hands over what it holds: checkpoints of what is committed, then the leases. Safe twice. */
  public async stop(): Promise<void> {
    if (this.stopped.signal.aborted || this.running === undefined) return;
    this.stopped.abort();
    await this.running;
    const { head } = await readHead(this.parts.store.records);
    for (const scorer of head ? this.scorers.values() : []) if (this.session.holds(scorer.lease)) await scorer.save(head!);
    await this.session.leave();
    await this.spill.close();
  }

  private async run(): Promise<void> {
    await this.look();
    await Promise.all([this.keepLooking(), this.work()]);
  }

  private async keepLooking(): Promise<void> {
    const { look, beat } = this.parts.timing;
    while (!this.stopped.signal.aborted) {
      await sleep(Math.min(look, beat), undefined, { signal: this.stopped.signal }).catch(() => undefined);
      await this.look();
    }
  }

  private async look(): Promise<void> {
    await this.session.look().catch((error: unknown) => {
      this.trouble = messageOf(error);
    });
  }

  private async work(): Promise<void> {
    const { look, busy } = this.parts.timing;
    do {
      const done = await this.round().catch((error: unknown) => this.failed(error));
      if (done !== true) await this.pause(done === false ? busy : look);
    } while (!this.stopped.signal.aborted);
  }

  /** @returns whether something was done; false: others have to go on first; undefined: nothing is to be done now, or it failed */
  private async round(): Promise<boolean | undefined> {
    await this.session.confirm();
    this.dropLost();
    const isCoordinator = this.session.holds(COORDINATOR);
    const { head, moved } = isCoordinator ? await this.coordinator.round() : { head: (await readHead(this.parts.store.records)).head, moved: false };
    if (head === undefined) return moved ? true : undefined;
    if (head.features.join() !== this.keys.join()) throw new HabitusError('HAB-FEAT-002', 'other definitions than the coordinator has');
    if (moved) return true;
    const slice = sliceAtWork(head);
    if (slice === undefined) return await this.rest(head, isCoordinator);
    const { counted, complete } = await this.counting.help(head.round, slice);
    const scored = complete && (await this.score(head));
    this.trouble = undefined;
    return counted || scored;
  }

  private async score(head: Head): Promise<boolean> {
    const to = stepEnd(head)!;
    await this.loadHeld(head);
    const due = [...this.scorers.values()].filter(({ at }) => at === head.until);
    const batch: Stepped[] = [];
    for (const scorer of due) {
      await this.room.wake(scorer);
      await scorer.saveIfDue(head);
      batch.push(await scorer.step(head, to));
      if (batch.reduce((sum, { rows }) => sum + rows.length, 0) >= ROWS) await this.hand(batch.splice(0), head.round, to);
    }
    await this.hand(batch, head.round, to);
    return due.length > 0;
  }

  /** Writes what some groups came to, and then tells the coordinator. */
  private async hand(batch: readonly Stepped[], round: number, to: Millis): Promise<void> {
    const [first, ...others] = batch;
    if (first === undefined) return;
    await this.write(first, others);
    const isCoordinator = this.session.holds(COORDINATOR);
    await Promise.all(batch.map(({ group, result }) => this.results.post({ round, to }, group, result, isCoordinator)));
  }

  /** Several groups in one: few requests. */
  private async write(first: Stepped, others: readonly Stepped[]): Promise<void> {
    const { observations, findings: store } = this.parts.store;
    const all = [first, ...others];
    const leases = others.map(({ lease }) => lease);
    const rows = all.flatMap((one) => one.rows);
    for (let at = 0; at < rows.length; at += ROWS) await observations.write(rows.slice(at, at + ROWS), await this.session.fence(first.lease, ...leases));
    const findings = all.flatMap((one) => one.findings);
    await store.write({ findings, anomalies: [], receipts: [], risk: [] }, await this.session.fence(first.lease, ...leases));
  }

  /** Nothing is to be closed: checkpoints, hours that still fill, groups for those who came. */
  private async rest(head: Head, isCoordinator: boolean): Promise<false | undefined> {
    await this.loadHeld(head);
    const scorers = [...this.scorers.values()];
    for (const scorer of scorers) await scorer.saveIfDue(head);
    const isOpenScored = !this.opens || (await this.open.score(head, scorers));
    if (this.opens && isCoordinator) await this.open.write(head);
    await this.letGo(head);
    this.trouble = undefined;
    if (!isOpenScored) return false;
    this.rested();
    return undefined;
  }

  /** Takes over what is held and not in memory yet. */
  private async loadHeld(head: Head): Promise<void> {
    for (const scorer of this.scorers.values()) if (scorer.round !== head.round) this.drop(scorer);
    for (let group = 0; group < GROUPS; group++) {
      if (this.scorers.has(group) || !this.session.holds(groupLease(group))) continue;
      await this.room.make();
      const scorer = await GroupScorer.load(this.scorerParts, group, head);
      this.scorers.set(group, scorer);
      await this.room.came(scorer);
    }
  }

  private drop(scorer: GroupScorer): void {
    this.scorers.delete(scorer.group);
    this.room.forget(scorer);
  }

  private async letGo(head: Head): Promise<void> {
    const surplus = this.session.surplus();
    if (surplus.length === 0) return;
    const groups = [...this.scorers.values()].filter(({ lease }) => surplus.includes(lease));
    for (const scorer of groups) await scorer.save(head);
    for (const scorer of groups) this.drop(scorer);
    await this.session.leave(surplus);
  }

  /** What is not held any more is not kept in memory. */
  private dropLost(): void {
    for (const scorer of this.scorers.values()) if (!this.session.holds(scorer.lease)) this.drop(scorer);
    if (this.session.holds(COORDINATOR)) return;
    this.results.drop();
    this.open.forget();
  }

  /** What was half done is thrown away: it is taken up again from what is stored. */
  private async failed(error: unknown): Promise<undefined> {
    for (const scorer of [...this.scorers.values()]) this.drop(scorer);
    this.results.drop();
    this.open.forget();
    if (error !== this.stopped.signal.reason) this.trouble = messageOf(error);
    if (error instanceof HabitusError && error.code === 'HAB-STATE-001') await wish(this.parts.store.records, { since: 0 }).catch(() => undefined);
    return undefined;
  }

  private async pause(milliseconds: number): Promise<void> {
    const woken = new AbortController();
    this.wakeUp = () => woken.abort();
    await sleep(milliseconds, undefined, { signal: AbortSignal.any([this.stopped.signal, woken.signal]) }).catch(() => undefined);
    this.wakeUp = () => undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
