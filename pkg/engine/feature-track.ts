import type { Context } from '../detect/detector';
import { BUCKET_WIDTHS, DAY, type Count, type EntityRef, type Feature, type Finding, type Millis, type Observation } from '../model';
import { SurpriseHistogram } from '../score/histogram';
import { Awake } from './awake';
import { EntityClocks, type MutableContext } from './calendar/entity-clocks';
import { ALL, Homes, slotsTurned, type Turn } from './calendar/homes';
import type { BaselineChange } from './change/baseline-changes';
import { WeeklyLevels } from './change/weekly-levels';
import { JudgeTrack } from './judge-track';
import { PeerPool, type StoredPeerPool } from './peer-pool';
import { kindOf } from './kind-of';
import { LogSpread, type StoredLogSpread } from './log-spread';
import { inOrder, type Met } from './met-by-group';
import type { TrackContribution } from './pools';
import { SharedEpoch } from './shared-epoch';
import { PIECE } from './turns';
import { Uses } from './uses';
import { groupOf, GROUPS } from './workers/partition';

export const RETIRES_AFTER = 90 * DAY;
/** A finding with its place, before it is stored. */
export interface Judged {
  readonly track: FeatureTrack;
  readonly judge: JudgeTrack;
  readonly entity: EntityRef;
  readonly obs: Observation;
  readonly finding: Finding;
  readonly logPEqualised: number;
  /** Hour of the week of its start in the entity's zone. */
  readonly slot: number;
  readonly zone: string;
}

export interface TrackPlace {
  /** Index of its states. */
  readonly at: number;
  /** Start of the first bucket not yet learnt. */
  readonly next: Millis;
  /** Start of the last bucket that held anything. */
  readonly active: Millis;
}

export interface StoredTrack {
  readonly ids: readonly string[];
  readonly next: readonly number[];
  readonly active: readonly number[];
  /** Since the epoch was cut. */
  readonly peers: StoredPeerPool;
  readonly uses: readonly string[];
  readonly awake: readonly number[];
  readonly spread: StoredLogSpread;
  readonly specialDays: string;
  readonly levels: string;
}

/** Everything learnt of one feature: its entities in the order they were met, their states by detector, their peers. */
export class FeatureTrack {
  public readonly width: Millis;
  public readonly judges: readonly JudgeTrack[];
  public readonly key: string;
  public ids: string[] = [];
  /** Group of partitions, by entity. */
  private groups: number[] = [];
  private index = new Map<string, number>();
  /** Start of the first bucket not yet learnt, and of the last that held anything, by entity. */
  private next: number[] = [];
  private active: number[] = [];
  private peerPool = new PeerPool();
  private readonly spread = new LogSpread();
  private readonly uses = new Uses();
  /** Only those who did anything in this UTC day are looked at in silent buckets, the others catch up when they wake. */
  private readonly awake = new Awake();
  /** Entities of each group. */
  private readonly sizes = new Int32Array(GROUPS);
  private readonly clocks: EntityClocks;
  private readonly levels = new WeeklyLevels();
  private readonly context: MutableContext;

  public constructor(
    public readonly feature: Feature,
    detectors: readonly string[] = feature.detectors,
    homes = new Homes()
  ) {
    this.width = BUCKET_WIDTHS[feature.bucket];
    this.key = `${feature.id}@${feature.version}`;
    this.clocks = new EntityClocks(feature.entity.type, this.width, homes);
    const judges = detectors.map((name) => new JudgeTrack(name)).filter(({ detector }) => detector.meta.judges.includes(kindOf(feature)));
    // Whoever asks comes last: the first is the baseline.
    this.judges = [...judges.filter(({ asks }) => !asks), ...judges.filter(({ asks }) => asks)];
    this.context = {
      entity: { type: feature.entity.type, id: '' },
      slot: 0,
      width: this.width,
      zone: 'UTC',
      epoch: 0,
      tail: feature.tail,
      peers: SharedEpoch.NONE.peersOf(this.key),
      population: 0,
      calendar: { holiday: false },
    };
  }

  /**
   * Scores one bucket of a group of partitions and learns it, in small pieces. `observed` holds who of the group did anything. Everything judged is shown,
   * in the order of the entities' first sight. What is learnt is the same in whatever order the groups come.
   */
  public *passing(start: Millis, group: number, observed: Met, show: (judged: Judged) => void): Generator<void> {
    if (start % DAY === 0) this.awake.clear(group);
    if (this.sizes[group] === 0 && observed.size === 0) return;
    yield* this.waking(observed, start, group);
    this.clocks.eachSlot(start, group, (slot, members) => this.peerPool.expose(slot, members));
    const looked = this.lookedAt(start, group);
    if (this.feature.zero === 'learn') this.learnSilence(this.sizes[group]! - looked.length);
    for (let index = 0; index < looked.length; index++) {
      this.judgeAll(looked[index]!, observed, start, show);
      if (index % PIECE === PIECE - 1) yield;
    }
  }

  /** Silence is no surprise to any baseline. */
  private learnSilence(silent: number): void {
    for (const { asks, histogram } of this.judges) if (!asks) histogram.addBody(silent);
  }

  private judgeAll(at: number, observed: Met, start: Millis, show: (judged: Judged) => void): void {
    const id = this.ids[at] ?? '';
    const met = observed.get(id) ?? this.silence(id, start);
    if (met) for (const obs of inOrder(met)) this.judgeOne(at, obs, show);
  }

  /** Whom a bucket is of, silent or not: those awake; where few are unusual, everybody who has not retired. In the order of their first sight. */
  private lookedAt(start: Millis, group: number): readonly number[] {
    if (this.feature.tail !== 'lower') return this.awake.of(group);
    return this.active.flatMap((active, at) => (this.groups[at] === group && start - active < RETIRES_AFTER ? [at] : []));
  }

  /** From here on the epoch's equalisers and peers hold. @param population how many of what is counted are known */
  public enter(epoch: SharedEpoch, population: number): void {
    this.context.epoch = epoch.number;
    this.context.population = population;
    this.context.peers = epoch.peersOf(this.key);
    for (const judge of this.judges) judge.equaliser = epoch.equaliser(this.key, judge.name);
  }

  /** Observations since the epoch was cut, silent ones included. */
  public seen(): number {
    return this.judges.reduce((sum, { histogram }) => sum + histogram.n, 0);
  }

  /** What its entities add to what all share, since the epoch was cut. */
  public contribution(): TrackContribution {
    return {
      judges: Object.fromEntries(this.judges.map(({ name, histogram }) => [name, histogram.stored()])),
      peers: this.peerPool.stored(),
      members: this.ids.length,
      logs: this.spread.parts((at) => this.groups[at] ?? 0),
    };
  }

  /** It was taken up: from here on what is learnt counts for the next epoch. */
  public contributed(): void {
    this.peerPool = new PeerPool();
    for (const judge of this.judges) judge.histogram = new SurpriseHistogram();
  }

  /** Where an entity stands, or undefined when it was never met. */
  public placeOf(id: string): TrackPlace | undefined {
    const at = this.index.get(id);
    return at === undefined ? undefined : { at, next: this.next[at] ?? 0, active: this.active[at] ?? 0 };
  }

  /** What the epoch says of a bucket, as an object of its own. */
  public contextAt(id: string, start: Millis): Context {
    const context = { ...this.context, entity: { type: this.feature.entity.type, id } };
    this.clocks.moveTo(context, this.index.get(id), id, start);
    return context;
  }

  /** An entity lives elsewhere from here on. */
  public turn(turn: Turn, midnight: Millis): void {
    const { type } = this.feature.entity;
    if (turn.key === ALL) for (let at = 0; at < this.ids.length; at++) this.turnOne(at, turn, midnight);
    else if (turn.key.startsWith(`${type}:`)) this.turnOne(this.index.get(turn.key.slice(type.length + 1)), turn, midnight);
  }

  /** The week ends: who does lastingly more or less than for months. Of counts that are learnt when they are zero; of others a week without says nothing. */
  public endWeek(midnight: Millis, tell: (change: BaselineChange) => void): void {
    if (this.feature.zero !== 'learn') return;
    const { id: feature, entity } = this.feature;
    this.levels.endWeek(this.ids.length, (at, change) => {
      const isRetired = midnight >= (this.active[at] ?? 0) + RETIRES_AFTER;
      if (!isRetired) tell({ ...change, entity: { type: entity.type, id: this.ids[at] ?? '' }, feature, at: midnight });
    });
  }

  public stored(): StoredTrack {
    return {
      ids: this.ids,
      next: this.next,
      active: this.active,
      peers: this.peerPool.stored(),
      uses: this.uses.stored(),
      awake: this.awake.stored(),
      spread: this.spread.stored(),
      specialDays: this.clocks.stored(this.ids.length),
      levels: this.levels.stored(this.ids.length),
    };
  }

  public restore(stored: StoredTrack): void {
    this.ids = [...stored.ids];
    this.groups = this.ids.map(groupOf);
    this.sizes.fill(0);
    for (const group of this.groups) this.sizes[group]!++;
    this.index = new Map(this.ids.map((id, at) => [id, at]));
    this.clocks.restore(stored.specialDays, this.ids, this.groups);
    this.levels.restore(stored.levels);
    this.next = [...stored.next];
    this.active = [...stored.active];
    this.peerPool = PeerPool.from(stored.peers);
    this.uses.restore(stored.uses, this.feature.measure.kind === 'ordered');
    this.awake.restore(stored.awake, this.groups);
    this.spread.restore(stored.spread);
  }

  /** Everybody anew, from what is known of their zones. */
  public findHomes(): void {
    this.clocks.settleAll(this.ids, this.groups);
  }

  private turnOne(at: number | undefined, { turned }: Turn, midnight: Millis): void {
    if (at === undefined) return;
    // The silence until now was by the old clock.
    this.catchUp(at, Math.floor(midnight / this.width) * this.width);
    if (!this.clocks.settle(at, this.ids[at] ?? '', this.groups[at] ?? 0)) return;
    const slots = turned ? slotsTurned(turned, this.width) : 0;
    if (slots !== 0) for (const { detector, block } of this.judges) detector.turn?.(block.at(at), slots);
  }

  private *waking(observed: Met, start: Millis, group: number): Generator<void> {
    let woken = 0;
    for (const id of observed.keys()) {
      this.wake(id, start, group);
      if (++woken % PIECE === 0) yield;
    }
  }

  private wake(id: string, start: Millis, group: number): void {
    let at = this.index.get(id);
    if (at === undefined) {
      at = this.ids.length;
      this.ids.push(id);
      this.groups.push(group);
      this.sizes[group]!++;
      this.index.set(id, at);
      this.clocks.settle(at, id, group);
      this.next.push(start);
      this.active.push(start);
      for (const { block } of this.judges) block.add();
    }
    this.catchUp(at, start);
    this.awake.add(at, group);
    this.active[at] = start;
  }

  /** Learns the silence since the entity was last looked at; one idle for 90 days had retired, and its later silence says nothing. */
  private catchUp(at: number, start: Millis): void {
    const from = this.next[at] ?? start;
    if (from >= start) return;
    const to = Math.min(start, (this.active[at] ?? from) + RETIRES_AFTER);
    const contextAt = (when: Millis): Context => this.moveTo(at, when);
    for (const { detector, block } of this.judges) if (from < to) detector.advance(block.at(at), from, to, this.feature.zero, contextAt);
    this.next[at] = start;
  }

  /** The context at a time of an entity's own clock. */
  private moveTo(at: number, when: Millis): Context {
    this.clocks.moveTo(this.context, at, this.ids[at] ?? '', when);
    return this.context;
  }

  private silence(id: string, start: Millis): Count | undefined {
    if (this.feature.zero !== 'learn' || this.feature.measure.kind === 'ordered') return undefined;
    return { kind: 'count', entity: { type: this.feature.entity.type, id }, start, width: this.width, value: 0 };
  }

  private judgeOne(at: number, obs: Observation, show: (judged: Judged) => void): void {
    const context = this.moveTo(at, obs.start);
    const { slot, zone } = context;
    this.context.entity = obs.entity;
    let expected = 0;
    for (const judge of this.judges) {
      if (!judge.accepts(obs)) {
        judge.passBy(obs);
        continue;
      }
      const state = judge.block.at(at);
      const finding = judge.detector.score(state, obs, judge.contextFor(obs, context));
      judge.detector.learn(state, obs, finding, context);
      judge.histogram.add(Math.max(0, -finding.logP));
      if (!judge.asks) expected = finding.expected;
      show({ track: this, judge, entity: obs.entity, obs, finding, logPEqualised: judge.equaliser.logP(finding.logP), slot, zone });
    }
    this.next[at] = obs.start + this.width;
    if (obs.kind === 'count') this.learnOfPeers(at, obs, slot, expected);
    if ((obs.kind === 'magnitude' || obs.kind === 'single') && obs.value >= 0) this.spread.add(at, obs.value);
    for (const value of this.uses.first(at, obs)) this.peerPool.firstUse(value);
  }

  private learnOfPeers(at: number, { start, value }: Count, slot: number, expected: number): void {
    const { calendar } = this.context;
    if (!calendar.holiday) this.peerPool.count(slot, this.groups[at] ?? 0, value, expected);
    this.clocks.learn(at, start, value, expected, calendar);
    this.levels.add(at, value);
  }
}
