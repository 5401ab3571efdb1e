import { DAY, type EntityRef, type Millis, type Single } from '../model';
import type { RollUp } from '../store/store';
import { observedOf } from './build-anomaly';
import { DayOfSteps } from './day-of-steps';
import type { FeatureTrack, Judged } from './feature-track';

type Values = { bucket: number; values: ReadonlyMap<string, number> };

interface Row {
  readonly entity: EntityRef;
  /** Observed, expected, lower, upper: one after the other. */
  readonly numbers: Float64Array;
  values: Values[] | undefined;
  steps: DayOfSteps | undefined;
  isNew: boolean;
}

/** The rows of a feature and a day, by entity id. */
type Day = Map<string, Row>;

const ARRAYS = ['observed', 'expected', 'lower', 'upper'] as const;

/** Collects a day's rows as its buckets are judged: observed, expected and interval as they were at the time. By the feature's first detector. */
export class RollUpWriter {
  private readonly days = new Map<FeatureTrack, Map<Millis, Day>>();
  /** Rows are cut from blocks: a hundred thousand entities an hour would else be as many allocations outside the heap. */
  private block = new Float64Array(0);
  private held = 0;
  private used = 0;

  public add({ track, judge, entity, obs, finding }: Judged): void {
    if (judge !== track.judges[0]) return;
    const day = Math.floor(obs.start / DAY) * DAY;
    const row = this.row(track, entity, day);
    row.isNew = true;
    const bucket = (obs.start - day) / track.width;
    const value = observedOf({ obs, finding });
    if (obs.kind === 'values') (row.values ??= []).push({ bucket, values: obs.values });
    if (obs.kind === 'ordered') (row.steps ??= new DayOfSteps()).add(bucket, obs);
    const { numbers } = row;
    // Of single events the largest is drawn; all of them are kept.
    if (obs.kind === 'single' && addSingle((row.values ??= []), bucket, obs) && (numbers[bucket] ?? Number.NaN) >= value) return;
    const places = placesOf(track);
    const [lower, upper] = finding.interval;
    numbers[bucket] = value;
    numbers[places + bucket] = finding.expected;
    numbers[2 * places + bucket] = lower;
    numbers[3 * places + bucket] = upper;
  }

  /** What was added since the last call, as whole rows. Those of days that end by `until` are let go; an unfinished day's stay, as a row is written whole. */
  public take(until: Millis): RollUp[] {
    const taken: RollUp[] = [];
    for (const [track, days] of this.days) {
      for (const [day, rows] of days) {
        takeNew(rows, (row) => taken.push(wholeOf(track, day, row)));
        if (day + DAY > until) continue;
        days.delete(day);
        this.held -= rows.size;
      }
    }
    return taken;
  }

  /** Rows held. */
  public get size(): number {
    return this.held;
  }

  /** Everything that was added since the last call, as pieces of rows: nothing of it is held any more. */
  public *takeAll(): Generator<RollUp> {
    const taken = [...this.days];
    this.days.clear();
    this.held = 0;
    for (const [track, days] of taken) for (const [day, rows] of days) for (const row of rows.values()) yield wholeOf(track, day, row);
  }

  /** The rows of days that are not over, for another process to go on with. */
  public unfinished(): RollUp[] {
    const rows: RollUp[] = [];
    for (const [track, days] of this.days) for (const [day, of] of days) for (const row of of.values()) rows.push(wholeOf(track, day, row));
    return rows;
  }

  /** Takes up a row of a day that an earlier process left unfinished. */
  public resume(track: FeatureTrack, stored: RollUp): void {
    const row = this.row(track, stored.entity, stored.day);
    const places = placesOf(track);
    ARRAYS.forEach((name, at) => row.numbers.set(stored[name].subarray(0, places), at * places));
    if (stored.values) (row.values ??= []).push(...stored.values);
    if (stored.steps) row.steps = new DayOfSteps(stored.steps);
  }

  private row(track: FeatureTrack, entity: EntityRef, day: Millis): Row {
    let days = this.days.get(track);
    if (!days) this.days.set(track, (days = new Map<Millis, Day>()));
    let rows = days.get(day);
    if (!rows) days.set(day, (rows = new Map<string, Row>()));
    let row = rows.get(entity.id);
    if (!row) {
      row = { entity, numbers: this.empty(ARRAYS.length * placesOf(track)), values: undefined, steps: undefined, isNew: false };
      rows.set(entity.id, row);
      this.held++;
    }
    return row;
  }

  private empty(numbers: number): Float64Array {
    if (this.used + numbers > this.block.length) {
      this.block = new Float64Array(Math.max(BLOCK, numbers)).fill(Number.NaN);
      this.used = 0;
    }
    this.used += numbers;
    return this.block.subarray(this.used - numbers, this.used);
  }
}

/** Numbers of a block: 512 KiB. */
const BLOCK = 64 * 1024;

/** Buckets of a day. */
function placesOf({ width }: FeatureTrack): number {
  return Math.max(1, DAY / width);
}

/** Whether the bucket held one already. */
function addSingle(values: Values[], bucket: number, { eventId, value }: Single): boolean {
  const last = values.at(-1);
  if (last?.bucket === bucket) {
    (last.values as Map<string, number>).set(eventId, value);
    return true;
  }
  values.push({ bucket, values: new Map([[eventId, value]]) });
  return false;
}

function takeNew(rows: Day, take: (row: Row) => void): void {
  for (const row of rows.values()) {
    if (row.isNew) take(row);
    row.isNew = false;
  }
}

function wholeOf(track: FeatureTrack, day: Millis, { entity, numbers, values, steps }: Row): RollUp {
  const { feature, width } = track;
  const places = placesOf(track);
  const array = (at: number): Float64Array => numbers.subarray(at * places, (at + 1) * places);
  return {
    entity,
    feature: feature.id,
    featureVersion: feature.version,
    day,
    width,
    observed: array(0),
    expected: array(1),
    lower: array(2),
    upper: array(3),
    ...(values && { values: [...values] }),
    ...(steps && { steps: steps.whole() }),
  };
}
