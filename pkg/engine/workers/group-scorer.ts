import { HabitusError } from '../../errors';
import { DAY, HOUR, type Millis, type Risk, type StoredFinding } from '../../model';
import type { RollUp, Store } from '../../store/store';
import { Asking } from '../asking/asking';
import type { Place } from '../build-anomaly';
import { keepHeard } from '../calendar/said-zones';
import { keepChanges } from '../change/baseline-changes';
import type { Built } from '../cases/same-events';
import type { StoredClaims } from '../claims';
import { freshPass, type PassParts } from '../fresh-pass';
import type { Observed } from '../observed';
import { outcomeOf, together, type Outcome } from '../outcome';
import type { EntityHour, Pass } from '../pass';
import type { Contribution } from '../pools';
import { RollUpWriter } from '../roll-up-writer';
import type { SharedEpoch } from '../shared-epoch';
import { Turns } from '../turns';
import { unjudgedIn, unjudgedSince, type Unjudged } from '../unjudged';
import type { Counting, GroupSlice } from './counted';
import type { Epochs } from './epochs';
import { groupPieces, restoreGroup, savedGroup, saveGroup } from './group-checkpoint';
import { epochAt, sliceAt, type Head } from './head';
import { groupLease } from './lease-table';
import type { Session } from './session';
import type { Spill } from './spill';

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
  /** The calendars in force, in brief. */
  readonly calendars: string;
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
  /** Where groups lie that have no room in memory. */
  readonly spill: Spill;
  readonly place: Place;
  /** Who is asked of the features that name a detector that asks. */
  readonly asking?: Asking;
  /** Ids of the group's anomalies that were shown while their hours were filling. */
  readonly shown: (round: number, group: number) => Promise<ReadonlySet<string>>;
  /** The worker ends: a long step is given up, since another takes it up from the last checkpoint. */
  readonly signal: AbortSignal;
}

/** A group as its newest checkpoint has it, to be read. */
export async function checkpointed(parts: PassParts & { readonly store: Store }, round: number, group: number, epochs: Epochs): Promise<Pass> {
  const into = { pass: freshPass(parts), rollUps: new RollUpWriter() };
  const bytes = await savedGroup(parts.store.state, keyOf(round, group));
  if (bytes !== undefined) await restoreGroup(bytes, into, async (number) => await epochs.shared(round, number));
  return into.pass;
}

function keyOf(round: number, group: number): string {
  return `checkpoint/${round}/${groupLease(group)}`;
}

/** Between two checkpoints of a long backfill. */
const CHECKPOINT_EVERY = 60_000;
/** Bytes of an entity and feature beside its states, and of an hour of its roll-up: as measured. */
const ENTITY = 400;
const ROW = 32;

/** What is in memory of a group. */
interface Awake {
  readonly pass: Pass;
  readonly rollUps: RollUpWriter;
}

/** Scores one group of partitions: all that is held of its entities is here, in memory or laid away, and goes with it. */
export class GroupScorer {
  private checkpoint: Millis;
  private savedAt = performance.now();
  private readonly turns = new Turns();

  private constructor(
    private readonly parts: ScorerParts,
    public readonly group: number,
    public readonly round: number,
    /** Everything before it is learnt here. */
    public at: Millis,
    private awake: Awake | undefined
  ) {
    this.checkpoint = at;
  }

  /** Takes a group over: from its checkpoint, and the counts since. @throws HabitusError HAB-STATE-001 when what it would go on from is gone */
  public static async load(parts: ScorerParts, group: number, head: Head): Promise<GroupScorer> {
    const fresh = { pass: freshPass(parts), rollUps: new RollUpWriter() };
    const scorer = new GroupScorer(parts, group, head.round, head.from, fresh);
    const bytes = await savedGroup(parts.store.state, scorer.key);
    if (bytes !== undefined) scorer.at = scorer.checkpoint = await restoreGroup(bytes, fresh, async (number) => await scorer.epoch(number));
    await scorer.catchUp(head);
    return scorer;
  }

  /** What is learnt, while it is in memory. */
  public get pass(): Pass {
    return this.inMemory.pass;
  }

  public get isAwake(): boolean {
    return this.awake !== undefined;
  }

  /** In memory, by reckoning: the states as they are allocated, and what else there is of an entity and feature. 0 while it is laid away. */
  public get bytes(): number {
    return (this.awake?.pass.tracks ?? []).reduce((sum, { judges, ids, width }) => {
      const states = judges.reduce((of, { block }) => of + block.bytes(), 0);
      return sum + states + ids.length * (ENTITY + ROW * Math.min(24, DAY / width));
    }, 0);
  }

  public async layAway(): Promise<void> {
    if (this.awake === undefined) return;
    await this.parts.spill.put(this.lease, groupPieces({ at: this.at, ...this.awake }));
    this.awake = undefined;
  }

  /** Takes it back into memory. */
  public async wake(): Promise<void> {
    this.awake ??= await this.laidAway();
  }

  /** What is learnt, to be read: a copy of what was laid away, which nobody holds. */
  public async read(): Promise<Pass> {
    return this.awake?.pass ?? (await this.laidAway()).pass;
  }

  private get inMemory(): Awake {
    if (this.awake === undefined) throw new Error(`${this.lease} is laid away`);
    return this.awake;
  }

  private async laidAway(): Promise<Awake> {
    const bytes = await this.parts.spill.get(this.lease);
    if (bytes === undefined) return this.inMemory;
    const fresh = { pass: freshPass(this.parts), rollUps: new RollUpWriter() };
    await restoreGroup(bytes, fresh, async (number) => await this.epoch(number));
    return fresh;
  }

  private async epoch(number: number): Promise<SharedEpoch> {
    return await this.parts.epochs.shared(this.round, number);
  }

  /** Where the head is by now, by the counts that were kept. Writes nothing: it is all there. */
  public async catchUp(head: Head): Promise<void> {
    while (this.at < head.until) {
      const hour = this.at;
      await this.closeHour(head, hour);
      this.inMemory.rollUps.take(this.at);
      this.pass.takeChanges();
      this.pass.homes.takeHeard();
      this.pass.homes.calendars.takeChange();
    }
  }

  /** Scores from where the head is to `to`. What comes of it is to be written, and the result handed to the coordinator then. */
  public async step(head: Head, to: Millis): Promise<Stepped> {
    const { store, place, signal } = this.parts;
    const shown = await this.parts.shown(this.round, this.group);
    const now = this.parts.clock();
    const unjudged = unjudgedIn(this.pass);
    const outcomes: Outcome[] = [];
    for (let hour = this.at; hour < to; hour += HOUR) {
      // Hour by hour, since judgements take a hundred times as much as what is kept of them.
      outcomes.push(outcomeOf(await this.closeHour(head, hour), place, now, (id) => shown.has(id)));
      if (hour + HOUR < to) signal.throwIfAborted();
    }
    const { findings, built, risk } = together(outcomes);
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
      calendars: homes.calendars.digest,
      checkpoint: this.checkpoint,
    };
    return { group: this.group, lease: this.lease, rows: this.inMemory.rollUps.take(to), findings, result };
  }

  /** A checkpoint for whoever takes the group over, where the head is where this is: what is not committed may still be scored by another. */
  public async save({ until }: Head): Promise<void> {
    if (this.at !== until || this.at === this.checkpoint) return;
    const bytes = this.awake ? Buffer.concat(groupPieces({ at: this.at, ...this.awake })) : await this.parts.spill.get(this.lease);
    if (bytes !== undefined) await saveGroup(this.parts.store.state, this.key, bytes);
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
    await this.ask(hour, observed);
    const hours = await this.turns.through(this.pass.closing(hour, (track, start) => observed.at(track, start)));
    for (const { judged } of hours) for (const one of judged) this.inMemory.rollUps.add(one);
    this.at = hour + HOUR;
    return hours;
  }

  private async ask(hour: Millis, observed: Observed): Promise<void> {
    const { asking } = this.parts;
    if (asking === undefined || !Asking.concerns(this.pass.tracks)) return;
    this.pass.begin(hour);
    await asking.before(hour, this.pass.tracks, (track, start) => observed.at(track, start), [this.group]);
  }

  private async enterEpoch(head: Head, hour: Millis): Promise<void> {
    const number = epochAt(head, hour);
    if (number !== this.pass.shared.number) this.pass.contributed(await this.epoch(number));
  }

  private async partAt(head: Head, hour: Millis): Promise<GroupSlice> {
    const slice = sliceAt(head, hour);
    const part = slice && (await this.parts.counting.read(head.round, slice, this.group));
    if (part === undefined) throw new HabitusError('HAB-STATE-001', `no counts of ${new Date(hour).toISOString()}`);
    return part;
  }
}
