import { setImmediate as breathe } from 'node:timers/promises';
import { HabitusError } from '../../errors';
import { DAY, HOUR, type Millis, type Risk, type StoredFinding } from '../../model';
import type { RollUp, Store } from '../../store/store';
import type { Place } from '../build-anomaly';
import { keepHeard } from '../calendar/said-zones';
import { keepChanges } from '../change/baseline-changes';
import type { Built } from '../cases/same-events';
import type { StoredClaims } from '../claims';
import { freshPass, type PassParts } from '../fresh-pass';
import { outcomeOf } from '../outcome';
import type { EntityHour, Pass } from '../pass';
import type { Contribution } from '../pools';
import { RollUpWriter } from '../roll-up-writer';
import { unjudgedIn, unjudgedSince, type Unjudged } from '../unjudged';
import type { Counting, GroupSlice } from './counted';
import type { Epochs } from './epochs';
import { loadGroup, saveGroup } from './group-checkpoint';
import { epochAt, sliceAt, type Head } from './head';
import { groupLease } from './lease-table';
import type { Session } from './session';

/** What a group came to in a step: the coordinator gives the anomalies their cases and writes them when all groups are done. */
export interface GroupResult {
  readonly built: readonly Built[];
  readonly risk: readonly Risk[];
  /** Where an epoch may be cut at the end of the step. */
  readonly contribution?: Contribution;
  readonly known: Readonly<Record<string, number>>;
  readonly claims: StoredClaims;
  /** Judgements of the step that were not made. */
  readonly unjudged: Unjudged;
  /** Where the group's newest checkpoint is. */
  readonly checkpoint: Millis;
}

/** What a group made of a step. */
export interface Stepped {
  readonly group: number;
  readonly lease: string;
  readonly rows: readonly RollUp[];
  readonly findings: readonly StoredFinding[];
  readonly result: GroupResult;
}

export interface ScorerParts extends PassParts {
  readonly store: Store;
  readonly clock: () => Millis;
  readonly session: Session;
  readonly counting: Counting;
  readonly epochs: Epochs;
  readonly place: Place;
  /** Ids of the group's anomalies that were shown while their hours were filling. */
  readonly shown: (round: number, group: number) => Promise<ReadonlySet<string>>;
  /** The worker ends: a long step is given up, since another takes it up from the last checkpoint. */
  readonly signal: AbortSignal;
}

/** A group as its newest checkpoint has it, to be read. */
export async function checkpointed(parts: PassParts & { readonly store: Store }, round: number, group: number, epochs: Epochs): Promise<Pass> {
  const into = { pass: freshPass(parts), rollUps: new RollUpWriter() };
  await loadGroup(parts.store.state, keyOf(round, group), into, async (number) => await epochs.shared(round, number));
  return into.pass;
}

function keyOf(round: number, group: number): string {
  return `checkpoint/${round}/${groupLease(group)}`;
}

/** Between two checkpoints of a long backfill. */
const CHECKPOINT_EVERY = 60_000;

/** Scores one group of partitions: all that is held in memory of its entities is here, and goes with it. */
export class GroupScorer {
  public readonly rollUps = new RollUpWriter();
  private checkpoint: Millis;
  private savedAt = performance.now();

  private constructor(
    private readonly parts: ScorerParts,
    public readonly group: number,
    public readonly round: number,
    /** Everything before it is learnt here. */
    public at: Millis,
    public readonly pass: Pass
  ) {
    this.checkpoint = at;
  }

  /** Takes a group over: from its checkpoint, and the counts since. @throws HabitusError HAB-STATE-001 when what it would go on from is gone */
  public static async load(parts: ScorerParts, group: number, head: Head): Promise<GroupScorer> {
    const scorer = new GroupScorer(parts, group, head.round, head.from, freshPass(parts));
    const { store, epochs } = parts;
    const at = await loadGroup(store.state, scorer.key, scorer, (number) => epochs.shared(head.round, number));
    if (at !== undefined) [scorer.at, scorer.checkpoint] = [at, at];
    await scorer.catchUp(head);
    return scorer;
  }

  /** Where the head is by now, by the counts that were kept. Writes nothing: it is all there. */
  public async catchUp(head: Head): Promise<void> {
    while (this.at < head.until) {
      const hour = this.at;
      await this.closeHour(head, hour);
      this.rollUps.take(this.at);
      this.pass.takeChanges();
      this.pass.homes.takeHeard();
      this.pass.homes.calendars.takeChange();
    }
  }

  /** Scores from where the head is to `to`. What comes of it is to be written, and the result handed to the coordinator then. */
  public async step(head: Head, to: Millis): Promise<Stepped> {
    const hours: EntityHour[] = [];
    const unjudged = unjudgedIn(this.pass);
    for (let hour = this.at; hour < to; hour += HOUR) {
      hours.push(...(await this.closeHour(head, hour)));
      await breathe();
      if (hour + HOUR < to) this.parts.signal.throwIfAborted();
    }
    const shown = await this.parts.shown(this.round, this.group);
    const { findings, built, risk } = outcomeOf(hours, this.parts.place, this.parts.clock(), (id) => shown.has(id));
    const { store } = this.parts;
    const { homes } = this.pass;
    const change = homes.calendars.takeChange();
    await keepChanges(store, this.pass.takeChanges());
    await keepHeard(store, homes.takeHeard(), this.group === 0 ? change : undefined, `-${this.group}`);
    const result: GroupResult = {
      built,
      risk,
      ...((head.growing || to % DAY === 0) && { contribution: this.pass.contribution() }),
      known: this.pass.knownEntities(),
      claims: this.pass.claims.stored(),
      unjudged: unjudgedSince(unjudged, unjudgedIn(this.pass)),
      checkpoint: this.checkpoint,
    };
    return { group: this.group, lease: this.lease, rows: this.rollUps.take(to), findings, result };
  }

  /** A checkpoint for whoever takes the group over, where the head is where this is: what is not committed may still be scored by another. */
  public async save({ until }: Head): Promise<void> {
    if (this.at !== until || this.at === this.checkpoint) return;
    await saveGroup(this.parts.store.state, this.key, this);
    this.checkpoint = this.at;
    this.savedAt = performance.now();
  }

  public get lease(): string {
    return groupLease(this.group);
  }

  private get key(): string {
    return keyOf(this.round, this.group);
  }

  /** At a midnight: when nothing more is to be closed, and every minute of a long backfill. */
  public async saveIfDue(head: Head): Promise<void> {
    const isIdle = head.slices.at(-1)?.to === head.until;
    if (head.until % DAY === 0 && (isIdle || performance.now() - this.savedAt > CHECKPOINT_EVERY)) await this.save(head);
  }

  private async closeHour(head: Head, hour: Millis): Promise<EntityHour[]> {
    await this.enterEpoch(head, hour);
    const { observed, said } = await this.partAt(head, hour);
    this.pass.said = said;
    const hours = this.pass.closeHour(hour, (track, start) => observed.at(track, start));
    for (const { judged } of hours) for (const one of judged) this.rollUps.add(one);
    this.at = hour + HOUR;
    return hours;
  }

  private async enterEpoch(head: Head, hour: Millis): Promise<void> {
    const number = epochAt(head, hour);
    if (number !== this.pass.shared.number) this.pass.contributed(await this.parts.epochs.shared(head.round, number));
  }

  private async partAt(head: Head, hour: Millis): Promise<GroupSlice> {
    const slice = sliceAt(head, hour);
    const part = slice && (await this.parts.counting.read(head.round, slice, this.group));
    if (part === undefined) throw new HabitusError('HAB-STATE-001', `no counts of ${new Date(hour).toISOString()}`);
    return part;
  }
}
