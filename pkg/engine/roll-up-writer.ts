import { DAY, type EntityRef, type Millis } from '../model';
import type { RollUp } from '../store/store';
import { observedOf } from './build-anomaly';
import type { FeatureTrack, Judged } from './feature-track';

type Values = { bucket: number; values: ReadonlyMap<string, number> };
type Row = Omit<RollUp, 'values'> & { values: Values[] };

/** Collects the day's rows as its buckets are judged: observed, expected and interval as they were at the time. By the feature's first detector. */
export class RollUpWriter {
  private readonly rows = new Map<string, Row>();

  public add({ track, judge, entity, obs, finding }: Judged): void {
    if (judge !== track.judges[0]) return;
    const row = this.row(track, entity, Math.floor(obs.start / DAY) * DAY);
    const bucket = (obs.start - row.day) / track.width;
    row.observed[bucket] = observedOf({ obs, finding });
    row.expected[bucket] = finding.expected;
    [row.lower[bucket], row.upper[bucket]] = finding.interval;
    if (obs.kind === 'values') row.values.push({ bucket, values: obs.values });
  }

  /** Everything collected; the day's rows stay for the hours to come when `keep` is set. */
  public take(keep: boolean): RollUp[] {
    const rows = [...this.rows.values()].map(({ values, ...row }) => (values.length > 0 ? { ...row, values: [...values] } : row));
    if (!keep) this.rows.clear();
    return rows;
  }

  private row(track: FeatureTrack, entity: EntityRef, day: Millis): Row {
    const key = `${track.key} ${entity.id} ${day}`;
    let row = this.rows.get(key);
    if (!row) {
      const places = Math.max(1, DAY / track.width);
      const empty = (): Float64Array => new Float64Array(places).fill(Number.NaN);
      row = {
        entity,
        feature: track.feature.id,
        featureVersion: track.feature.version,
        day,
        width: track.width,
        observed: empty(),
        expected: empty(),
        lower: empty(),
        upper: empty(),
        values: [],
      };
      this.rows.set(key, row);
    }
    return row;
  }
}
