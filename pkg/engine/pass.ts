import { DAY, HOUR, entityKey, parseEntityKey, type EntityRef, type Millis } from '../model';
import { cauchyLogP, sumOfSurprise } from '../score/combine';
import { Equaliser, floored } from '../score/equaliser';
import { SurpriseHistogram, type StoredHistogram } from '../score/histogram';
import { addRisk } from '../score/risk';
import { Claims, type StoredClaims } from './claims';
import { familiesOf } from './families';
import type { FeatureTrack, Judged } from './feature-track';
import type { Met } from './observed';

/** Below this many observations in a pool, epochs are also cut at full hours, so that a short log gets calibrated scores before its first midnight. */
const BRING_UP = 100_000;
/** While they are small, a new one is cut once twice as much was seen as at the last. */
const GROWTH = 2;
const WEEKLY_KEEP = 0.9;

/** Everything shared that shapes a score, immutable: what `verify` needs of the past. */
export interface Epoch {
  readonly number: number;
  readonly from: Millis;
  /** By `feature@version/detector`. */
  readonly equalisers: Readonly<Record<string, StoredHistogram>>;
  /** By entity type. */
  readonly combinations: Readonly<Record<string, StoredHistogram>>;
}

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
  readonly epoch: Epoch;
  readonly seenAtCut: number;
  readonly combinations: Readonly<Record<string, StoredHistogram>>;
  readonly known: Readonly<Record<string, readonly string[]>>;
  readonly claims: StoredClaims;
  readonly risks: readonly (readonly [key: string, at: Millis, value: number])[];
}

/** The order of things: hour after hour, bucket after bucket, feature after feature; scores first, learns after, cuts epochs between hours. */
export class Pass {
  public epoch: Epoch = { number: 0, from: 0, equalisers: {}, combinations: {} };
  public readonly claims = new Claims();
  private readonly families: ReadonlyMap<string, string>;
  private seenAtCut = 1;
  private combinations = new Map<string, SurpriseHistogram>();
  private equalisers = new Map<string, Equaliser>();
  private known = new Map<string, Set<string>>();
  private risks = new Map<string, { at: Millis; value: number }>();

  public constructor(
    public readonly tracks: readonly FeatureTrack[],
    private readonly onEpoch: (epoch: Epoch) => void
  ) {
    this.families = familiesOf(tracks.map(({ feature }) => feature));
  }

  /** Scores and learns one UTC hour. `observed` answers with who did anything in a bucket of a track. */
  public closeHour(hour: Millis, observed: (track: FeatureTrack, start: Millis) => Met): EntityHour[] {
    if (this.cutsAt(hour)) this.cut(hour);
    const byEntity = new Map<string, Judged[]>();
    const show = (judged: Judged): void => {
      const key = entityKey(judged.entity);
      const list = byEntity.get(key);
      if (list) list.push(judged);
      else byEntity.set(key, [judged]);
    };
    for (const track of this.tracks) for (const start of bucketsClosingIn(track, hour)) track.pass(start, observed(track, start), show);
    const hours = [...byEntity].map(([key, judged]) => this.combined(key, hour, judged));
    for (const { entity, risk } of hours) if (risk > 0) this.risks.set(entityKey(entity), { at: hour, value: risk });
    this.learnCombinations(hours);
    return hours;
  }

  /** What these judgements of an entity's hour come to. Changes nothing: open hours are asked for again and again. */
  public combined(key: string, hour: Millis, judged: readonly Judged[]): EntityHour {
    const entity = judged[0]?.entity ?? parseEntityKey(key) ?? { type: 'user', id: key };
    const tests: Record<string, number> = {};
    const byFamily = new Map<string, number[]>();
    for (const { track, logPEqualised } of judged) {
      const family = this.families.get(track.feature.id) ?? track.feature.id;
      tests[family] = (tests[family] ?? 0) + 1;
      const list = byFamily.get(family) ?? [];
      list.push(logPEqualised);
      byFamily.set(family, list);
    }
    const logPs = [...byFamily].map(([family, list]) => familyLogP(list, tests[family] ?? 1));
    const equaliser = this.equalisers.get(entity.type) ?? NO_SAMPLE;
    const combined = combineFamilies(logPs, equaliser);
    const risk = addRisk(this.risks.get(key), hour, combined.logPEqualised);
    return { entity, hour, judged, tests, ...combined, sample: equaliser.n, epoch: this.epoch.number, risk };
  }

  public knownEntities(): Record<string, number> {
    return Object.fromEntries([...this.known].map(([type, ids]) => [type, ids.size]));
  }

  public stored(): StoredPass {
    return {
      epoch: this.epoch,
      seenAtCut: this.seenAtCut,
      combinations: storedAll(this.combinations),
      known: Object.fromEntries([...this.known].map(([type, ids]) => [type, [...ids]])),
      claims: this.claims.stored(),
      risks: [...this.risks].map(([key, { at, value }]) => [key, at, value]),
    };
  }

  public restore(stored: StoredPass): void {
    this.combinations = new Map(Object.entries(stored.combinations).map(([type, histogram]) => [type, SurpriseHistogram.from(histogram)]));
    this.known = new Map(Object.entries(stored.known).map(([type, ids]) => [type, new Set(ids)]));
    this.risks = new Map(stored.risks.map(([key, at, value]) => [key, { at, value }]));
    this.claims.restore(stored.claims);
    this.epoch = stored.epoch;
    this.seenAtCut = stored.seenAtCut;
    for (const track of this.tracks) track.takeUp(this.epoch.number);
    this.useEqualisers();
  }

  private cutsAt(hour: Millis): boolean {
    if (this.epoch.number === 0 || hour % DAY === 0) return true;
    const seen = this.seen();
    return seen < BRING_UP && seen >= GROWTH * this.seenAtCut;
  }

  private seen(): number {
    return this.tracks.reduce((sum, { judges }) => sum + judges.reduce((inner, { histogram }) => inner + histogram.n, 0), 0);
  }

  private cut(hour: Millis): void {
    if (hour % (7 * DAY) === 0) this.age();
    this.seenAtCut = Math.max(1, this.seen());
    const equalisers = Object.fromEntries(
      this.tracks.flatMap((track) => track.judges.map((judge) => [`${track.key}/${judge.name}`, judge.histogram.stored()]))
    );
    this.epoch = { number: this.epoch.number + 1, from: hour, equalisers, combinations: storedAll(this.combinations) };
    for (const track of this.tracks) track.enter(this.epoch.number);
    this.useEqualisers();
    this.onEpoch(this.epoch);
  }

  private age(): void {
    for (const { judges } of this.tracks) for (const { histogram } of judges) histogram.age(WEEKLY_KEEP);
    for (const histogram of this.combinations.values()) histogram.age(WEEKLY_KEEP);
  }

  private useEqualisers(): void {
    const { equalisers, combinations } = this.epoch;
    for (const track of this.tracks) {
      for (const judge of track.judges) judge.equaliser = new Equaliser(equalisers[`${track.key}/${judge.name}`] ?? { n: 0, bins: [] });
    }
    this.equalisers = new Map(Object.entries(combinations).map(([type, stored]) => [type, new Equaliser(stored)]));
  }

  /** Silent entities count in the pool as unsurprising. */
  private learnCombinations(hours: readonly EntityHour[]): void {
    const active = new Map<string, number>();
    for (const { entity, statistic, logPEqualised } of hours) {
      const { type } = entity;
      addTo(this.known, type, entity.id);
      let pool = this.combinations.get(type);
      if (!pool) this.combinations.set(type, (pool = new SurpriseHistogram()));
      this.claims.add(this.equalisers.get(type)?.corrects === true, logPEqualised);
      pool.add(statistic);
      active.set(type, (active.get(type) ?? 0) + 1);
    }
    for (const [type, ids] of this.known) {
      const silent = ids.size - (active.get(type) ?? 0);
      this.combinations.get(type)?.addBody(silent);
      this.claims.addSilent(this.equalisers.get(type)?.corrects === true, silent);
    }
  }
}

const NO_SAMPLE = new Equaliser({ n: 0, bins: [] });

/** One p of a family's features, buckets and detectors. Sorted, so that the sum has the same last digit whatever order they come in. */
export function familyLogP(logPs: readonly number[], tests: number): number {
  return cauchyLogP(
    [...logPs].sort((a, b) => a - b),
    tests
  );
}

/** One p of the families' p: the sum of surprises, equalised; by Bonferroni's bound while the pool is too small to equalise by. */
export function combineFamilies(logPs: readonly number[], equaliser: Equaliser): { statistic: number; logP: number; logPEqualised: number } {
  const statistic = sumOfSurprise(logPs);
  const logP = Math.min(0, Math.min(...logPs) + Math.log(logPs.length));
  return { statistic, logP, logPEqualised: equaliser.corrects ? equaliser.logP(-statistic) : floored(logP) };
}

/** Starts of the buckets that end inside the hour or at its end: several of narrow features, one of hourly ones, the day's at its last hour. */
export function bucketsClosingIn({ width }: FeatureTrack, hour: Millis): Millis[] {
  if (width > HOUR) return (hour + HOUR) % width === 0 ? [hour + HOUR - width] : [];
  return Array.from({ length: HOUR / width }, (_, index) => hour + index * width);
}

function storedAll(histograms: ReadonlyMap<string, SurpriseHistogram>): Record<string, StoredHistogram> {
  return Object.fromEntries([...histograms].map(([key, histogram]) => [key, histogram.stored()]));
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
