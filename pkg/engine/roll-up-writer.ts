import { DAY, type EntityRef, type Millis, type Single } from '../model';
import { packSteps, type PackedSteps } from '../store/encoding/steps';
import type { RollUp } from '../store/store';
import { observedOf } from './build-anomaly';
import type { FeatureTrack, Judged } from './feature-track';

type Values = { bucket: number; values: ReadonlyMap<string, number> };
type Steps = { bucket: number; list: PackedSteps };
type Row = Omit<RollUp, 'values' | 'steps'> & { values: Values[]; steps: Steps[]; isNew: boolean };

/** Collects a day's rows as its buckets are judged: observed, expected and interval as they were at the time. By the feature's first detector. */
export class RollUpWriter {
  private readonly rows = new Map<FeatureTrack, Map<string, Row>>();
  /** Rows are cut from blocks: a hundred thousand entities an hour would else be four allocations each outside the heap. */
  private block = new Float64Array(0);
  private used = 0;

  public add({ track, judge, entity, obs, finding }: Judged): void {
    if (judge !== track.judges[0]) return;
    const row = this.row(track, entity, Math.floor(obs.start / DAY) * DAY);
    row.isNew = true;
    const bucket = (obs.start - row.day) / track.width;
    const value = observedOf({ obs, finding });
    if (obs.kind === 'values') row.values.push({ bucket, values: obs.values });
    if (obs.kind === 'ordered') row.steps.push({ bucket, list: packSteps(obs) });
    // Of single events the largest is drawn; all of them are kept.
    if (obs.kind === 'single' && this.addSingle(row, bucket, obs) && (row.observed[bucket] ?? Number.NaN) >= value) return;
    row.observed[bucket] = value;
    row.expected[bucket] = finding.expected;
    [row.lower[bucket], row.upper[bucket]] = finding.interval;
  }

  /** Whether the bucket held one already. */
  private addSingle({ values }: Row, bucket: number, { eventId, value }: Single): boolean {
    const last = values.at(-1);
    if (last?.bucket === bucket) {
      (last.values as Map<string, number>).set(eventId, value);
      return true;
    }
    values.push({ bucket, values: new Map([[eventId, value]]) });
    return false;
  }

  /** What was added since the last call, as whole rows. Those of days that end by `until` are let go; an unfinished day's stay, as a row is written whole. */
  public take(until: Millis): RollUp[] {
    const taken: RollUp[] = [];
    for (const rows of this.rows.values()) {
      for (const [key, row] of rows) {
        if (row.isNew) taken.push(wholeOf(row));
        row.isNew = false;
        if (row.day + DAY <= until) rows.delete(key);
      }
    }
    return taken;
  }

  /** The rows of days that are not over, for another process to go on with. */
  public unfinished(): RollUp[] {
    return [...this.rows.values()].flatMap((rows) => [...rows.values()].map(wholeOf));
  }

  /** Takes up a row of a day that an earlier process left unfinished. */
  public resume(track: FeatureTrack, stored: RollUp): void {
    const row = this.row(track, stored.entity, stored.day);
    for (const name of ['observed', 'expected', 'lower', 'upper'] as const) row[name].set(stored[name].subarray(0, row[name].length));
    row.values.push(...(stored.values ?? []));
    row.steps.push(...(stored.steps ?? []));
  }

  private row(track: FeatureTrack, entity: EntityRef, day: Millis): Row {
    let rows = this.rows.get(track);
    if (!rows) this.rows.set(track, (rows = new Map<string, Row>()));
    const key = `${entity.id} ${day}`;
    let row = rows.get(key);
    if (!row) {
      const places = Math.max(1, DAY / track.width);
      row = {
        entity,
        feature: track.feature.id,
        featureVersion: track.feature.version,
        day,
        width: track.width,
        observed: this.empty(places),
        expected: this.empty(places),
        lower: this.empty(places),
        upper: this.empty(places),
        values: [],
        steps: [],
        isNew: false,
      };
      rows.set(key, row);
    }
    return row;
  }

  private empty(places: number): Float64Array {
    if (this.used + places > this.block.length) {
      this.block = new Float64Array(Math.max(BLOCK, places)).fill(Number.NaN);
      this.used = 0;
    }
    this.used += places;
    return this.block.subarray(this.used - places, this.used);
  }
}

/** Numbers of a block: 512 KiB. */
const BLOCK = 64 * 1024;

function wholeOf({ values, steps, isNew: _, ...row }: Row): RollUp {
  return { ...row, ...(values.length > 0 && { values: [...values] }), ...(steps.length > 0 && { steps: [...steps] }) };
}
