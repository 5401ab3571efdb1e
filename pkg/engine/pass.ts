import { DAY, HOUR, entityKey, parseEntityKey, type EntityRef, type Millis } from '../model';
import { cauchyLogP, combine, type Combined } from '../score/combine';
import type { Equaliser } from '../score/equaliser';
import type { StoredHistogram, SurpriseHistogram } from '../score/histogram';
import { addRisk, riskOf, type Gathered } from '../score/risk';
import { Homes, MONDAY, type StoredHomes } from './calendar/homes';
import type { SaidZones } from './calendar/said-zones';
import type { BaselineChange } from './change/baseline-changes';
import { Claims, type StoredClaims } from './claims';
import { ASKED_FAMILY, familiesOf, familyKinds, type FamilyKind } from './families';
import type { FeatureTrack, Judged } from './feature-track';
import type { MetByGroup } from './met-by-group';
import { histogramIn, Pools, restoredAll, storedAll, type Contribution, type StoredPools } from './pools';
import { populationOf } from './population';
import { SharedEpoch, type StoredEpoch } from './shared-epoch';
import { PIECE } from './turns';
import { GROUPS } from './workers/partition';

/** What an entity did in an hour, all features together. */
export interface EntityHour {
  readonly entity: EntityRef;
  readonly hour: Millis;
  readonly judged: readonly Judged[];
  /** By family of features: the judgements its p was combined from. */
  readonly tests: Readonly<Record<string, number>>;
  readonly statistic: number;
  readonly logP: number;
  readonly logPEqualised: number;
  readonly sample: number;
  readonly epoch: number;
  readonly risk: number;
}

export interface StoredPass {
  readonly epoch: number;
  /** Since the epoch was cut. */
  readonly combinations: Readonly<Record<string, StoredHistogram>>;
  readonly known: Readonly<Record<string, readonly string[]>>;
  readonly claims: StoredClaims;
  readonly risks: readonly (readonly [key: string, risk: Gathered])[];
  readonly homes: StoredHomes;
}

/** What a pass that cuts its own epochs stores besides: what they are cut from, and the last. */
export interface StoredWhole {
  readonly pools: StoredPools;
  readonly shared: StoredEpoch;
}

/**
 * The order of things: hour after hour, bucket after bucket, feature after feature; scores first, learns after. Over the whole population it cuts its epochs
 * itself, between hours; over a part of it, it enters those that are cut for all.
 */
export class Pass {
  public shared = SharedEpoch.NONE;
  public claims = new Claims();
  private changes: BaselineChange[] = [];
  /** What the events of each day said of people's zones: to be given before the hours of the day after. */
  public said: SaidZones | undefined;
  private readonly families: ReadonlyMap<string, string>;
  private readonly kinds: ReadonlyMap<string, FamilyKind>;
  private combinations = new Map<string, SurpriseHistogram>();
  private known = new Map<string, Set<string>>();
  private risks = new Map<string, Gathered>();
  private pools = new Pools();
  /** The hour that is at work. */
  private begun: Millis | undefined;

  /** @param onEpoch is told of each epoch that this pass cuts; undefined: it cuts none */
  public constructor(
    public readonly tracks: readonly FeatureTrack[],
    private readonly onEpoch?: (epoch: StoredEpoch) => void,
    /** Shared with the tracks. */
    public readonly homes = new Homes()
  ) {
    this.families = familiesOf(tracks.map(({ feature }) => feature));
    this.kinds = familyKinds(tracks.map(({ feature }) => feature));
  }

  /** Scores and learns one UTC hour. `observed` answers with who did anything in a bucket of a track. */
  public closeHour(hour: Millis, observed: (track: FeatureTrack, start: Millis) => MetByGroup): EntityHour[] {
    const closing = this.closing(hour, observed);
    for (;;) {
      const { done, value } = closing.next();
      if (done === true) return value;
    }
  }

  /**
   * The same in small pieces: whoever shares the thread with others pauses between them, and looks at nothing but single entities meanwhile. Group of
   * partitions after group.
   * @param give takes what the entities of one group came to, before the next is judged: so a sixteenth of them is held at once, and nothing returned
   */
  public *closing(
    hour: Millis,
    observed: (track: FeatureTrack, start: Millis) => MetByGroup,
    give?: (hours: readonly EntityHour[]) => Iterable<void>
  ): Generator<void, EntityHour[]> {
    this.begin(hour);
    const active = new Map<string, number>();
    const all: EntityHour[][] = [];
    for (let group = 0; group < GROUPS; group++) {
      const hours = yield* this.judging(hour, group, observed);
      yield* this.learnCombinations(hours, active);
      if (give) yield* give(hours);
      else all.push(hours);
    }
    this.learnSilence(active);
    return all.flat();
  }

  /** What changes between two hours: zones, calendars, the epoch. Safe twice: whoever has to know the epoch before the hour is closed calls it first. */
  public begin(hour: Millis): void {
    if (this.begun === hour) return;
    this.begun = hour;
    if (hour % DAY === 0) this.settle(hour);
    if (this.onEpoch && this.pools.cutsAt(hour, this.shared.number, this.seen())) this.cut(hour);
  }

  private *judging(hour: Millis, group: number, observed: (track: FeatureTrack, start: Millis) => MetByGroup): Generator<void, EntityHour[]> {
    const byType = new Map<string, Map<string, Judged[]>>();
    for (const track of this.tracks) {
      const byId = byType.get(track.feature.entity.type) ?? new Map<string, Judged[]>();
      byType.set(track.feature.entity.type, byId);
      const show = (judged: Judged): void => {
        const list = byId.get(judged.entity.id);
        if (list) list.push(judged);
        else byId.set(judged.entity.id, [judged]);
      };
      for (const start of bucketsClosingIn(track, hour)) yield* track.passing(start, group, observed(track, start).of(group), show);
    }
    return yield* this.combining(byType.values(), hour);
  }

  private *combining(byTypes: Iterable<ReadonlyMap<string, readonly Judged[]>>, hour: Millis): Generator<void, EntityHour[]> {
    const hours: EntityHour[] = [];
    for (const byId of byTypes) {
      for (const judged of byId.values()) {
        const key = entityKey(judged[0]!.entity);
        const one = this.combined(key, hour, judged);
        if (one.risk > 0) this.risks.set(key, this.gathered(key, one));
        if (hours.push(one) % PIECE === 0) yield;
      }
    }
    return hours;
  }

  /** What these judgements of an entity's hour come to. Changes nothing: open hours are asked for again and again. */
  public combined(key: string, hour: Millis, judged: readonly Judged[]): EntityHour {
    const entity = judged[0]?.entity ?? parseEntityKey(key) ?? { type: 'user', id: key };
    const tests: Record<string, number> = {};
    const byFamily = new Map<string, number[]>();
    for (const { track, judge, logPEqualised } of judged) {
      const family = judge.asks ? ASKED_FAMILY : (this.families.get(track.feature.id) ?? track.feature.id);
      tests[family] = (tests[family] ?? 0) + 1;
      const list = byFamily.get(family) ?? [];
      list.push(logPEqualised);
      byFamily.set(family, list);
    }
    const equaliser = this.shared.combination(entity.type);
    const combined = combineFamilies(byFamily, tests, this.kinds, equaliser);
    const risk = riskOf(this.gathered(key, { hour, judged, ...combined }));
    return { entity, hour, judged, tests, ...combined, sample: equaliser.n, epoch: this.shared.number, risk };
  }

  private gathered(key: string, { hour, judged, logPEqualised }: Pick<EntityHour, 'hour' | 'judged' | 'logPEqualised'>): Gathered {
    return addRisk(this.risks.get(key), { at: hour, logP: logPEqualised, detector: leadOf(judged) });
  }

  public knownEntities(): Record<string, number> {
    return Object.fromEntries([...this.known].map(([type, ids]) => [type, ids.size]));
  }

  /** From here on this epoch holds. */
  public enter(epoch: SharedEpoch): void {
    this.shared = epoch;
    for (const track of this.tracks) track.enter(epoch, populationOf(track, this.tracks, epoch));
  }

  /** Observations since the epoch was cut. */
  public seen(): number {
    return this.tracks.reduce((sum, track) => sum + track.seen(), 0);
  }

  /** What was learnt since the epoch was cut, for what all share. */
  public contribution(): Contribution {
    return { tracks: Object.fromEntries(this.tracks.map((track) => [track.key, track.contribution()])), combinations: storedAll(this.combinations) };
  }

  /** It was taken up into the next epoch, which holds from here on. */
  public contributed(next: SharedEpoch): void {
    for (const track of this.tracks) track.contributed();
    this.combinations = new Map();
    this.enter(next);
  }

  /** Baselines that changed since the last call. */
  public takeChanges(): readonly BaselineChange[] {
    const { changes } = this;
    this.changes = [];
    return changes;
  }

  public stored(): StoredPass {
    return {
      epoch: this.shared.number,
      combinations: storedAll(this.combinations),
      known: Object.fromEntries([...this.known].map(([type, ids]) => [type, [...ids]])),
      claims: this.claims.stored(),
      risks: [...this.risks],
      homes: this.homes.stored(),
    };
  }

  public storedWhole(): StoredWhole {
    return { pools: this.pools.stored(), shared: this.shared.stored };
  }

  public restore(stored: StoredPass, shared: SharedEpoch): void {
    this.combinations = restoredAll(stored.combinations);
    this.known = new Map(Object.entries(stored.known).map(([type, ids]) => [type, new Set(ids)]));
    this.risks = new Map(stored.risks);
    this.claims.restore(stored.claims);
    this.homes.restore(stored.homes);
    this.begun = undefined;
    for (const track of this.tracks) track.findHomes();
    this.enter(shared);
  }

  public restoreWhole({ pools, shared }: StoredWhole, stored: StoredPass): void {
    this.pools = Pools.from(pools);
    this.restore(stored, new SharedEpoch(shared));
  }

  private settle(midnight: Millis): void {
    const turns = this.homes.settle(midnight, this.said?.on(midnight - DAY) ?? NOTHING_SAID, this.said?.calendarsOn(midnight - DAY));
    for (const turn of turns) for (const track of this.tracks) track.turn(turn, midnight);
    if ((midnight - MONDAY) % (7 * DAY) === 0) for (const track of this.tracks) track.endWeek(midnight, (change) => this.changes.push(change));
  }

  private cut(hour: Millis): void {
    const cut = this.pools.cut(hour, this.shared.number + 1, [this.contribution()]);
    const { digest } = this.homes.calendars;
    const epoch = digest === '' ? cut : { ...cut, epoch: { ...cut.epoch, calendars: digest } };
    this.contributed(new SharedEpoch(epoch));
    this.onEpoch?.(epoch);
  }

  /** @param active how many of each type were judged in this hour so far */
  private *learnCombinations(hours: readonly EntityHour[], active: Map<string, number>): Generator<void> {
    for (const [index, { entity, hour, judged, statistic, logPEqualised }] of hours.entries()) {
      if (index % PIECE === PIECE - 1) yield;
      const { type } = entity;
      if (judged.some(didSomething)) this.homes.met(entity, hour);
      addTo(this.known, type, entity.id);
      this.claims.add(this.shared.combination(type).corrects, logPEqualised);
      histogramIn(this.combinations, type).add(statistic);
      active.set(type, (active.get(type) ?? 0) + 1);
    }
  }

  /** Silent entities count in the pool as unsurprising. */
  private learnSilence(active: ReadonlyMap<string, number>): void {
    for (const [type, ids] of this.known) {
      const silent = ids.size - (active.get(type) ?? 0);
      histogramIn(this.combinations, type).addBody(silent);
      this.claims.addSilent(this.shared.combination(type).corrects, silent);
    }
  }
}

/** Which detector an hour is put down to: the one that found it least likely, the first by name of several. */
function leadOf(judged: readonly Judged[]): string {
  let [lead, least] = ['', Infinity];
  for (const { judge, logPEqualised } of judged) {
    if (logPEqualised < least || (logPEqualised === least && judge.name < lead)) [lead, least] = [judge.name, logPEqualised];
  }
  return lead;
}

const NOTHING_SAID: ReadonlyMap<string, string> = new Map();

/** Within the hour: what a feature by the day holds may have been at any. */
function didSomething({ obs }: Judged): boolean {
  return obs.width <= HOUR && (obs.kind !== 'count' || obs.value > 0);
}

/** One p of a family's features, buckets and detectors. Sorted, so that the sum has the same last digit whatever order they come in. */
export function familyLogP(logPs: readonly number[], tests: number): number {
  return cauchyLogP(
    [...logPs].sort((a, b) => a - b),
    tests
  );
}

/** What the families of an hour come to, by their names: see `combine`. */
export function combineFamilies(
  byFamily: ReadonlyMap<string, readonly number[]>,
  tests: Readonly<Record<string, number>>,
  kinds: ReadonlyMap<string, FamilyKind>,
  equaliser: Equaliser
): Combined {
  const evidence = Object.entries(tests).map(([family, count]) => ({
    logP: familyLogP(byFamily.get(family) ?? [], count),
    ...(kinds.get(family) ?? { ofValues: false, subject: family }),
  }));
  return combine(evidence, equaliser);
}

/** Starts of the buckets that end inside the hour or at its end: several of narrow features, one of hourly ones, the day's at its last hour. */
export function bucketsClosingIn({ width }: FeatureTrack, hour: Millis): Millis[] {
  if (width > HOUR) return (hour + HOUR) % width === 0 ? [hour + HOUR - width] : [];
  return Array.from({ length: HOUR / width }, (_, index) => hour + index * width);
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
