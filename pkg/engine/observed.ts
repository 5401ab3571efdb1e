import { compile } from '../observe';
import { DAY, parseEntityKey, type Millis, type Observation } from '../model';
import type { Store } from '../store/store';
import type { FeatureTrack } from './feature-track';

type ByStart = Map<Millis, Map<string, Observation>>;
const NOBODY: ReadonlyMap<string, Observation> = new Map();

/** Who did what in a span, by track, bucket and entity: what a pass is fed with. */
export class Observed {
  private readonly byTrack = new Map<string, ByStart>();

  public at(track: FeatureTrack, start: Millis): ReadonlyMap<string, Observation> {
    return this.byTrack.get(track.key)?.get(start) ?? NOBODY;
  }

  public add(track: FeatureTrack, obs: Observation): void {
    let starts = this.byTrack.get(track.key);
    if (!starts) this.byTrack.set(track.key, (starts = new Map()));
    const entities = starts.get(obs.start);
    if (entities) entities.set(obs.entity.id, obs);
    else starts.set(obs.start, new Map([[obs.entity.id, obs]]));
  }
}

/** Counted from events: one query a feature. */
export async function countObserved(store: Store, tracks: readonly FeatureTrack[], from: Millis, to: Millis): Promise<Observed> {
  const observed = new Observed();
  for (const track of tracks) {
    if (track.judges.length === 0) continue;
    const start = Math.floor(from / track.width) * track.width;
    const end = Math.ceil(to / track.width) * track.width;
    for await (const obs of store.events.count(compile(track.feature, store.namespace, start, end))) observed.add(track, obs);
  }
  return observed;
}

/** Read from roll-ups: what was counted at the time, also after the events are gone. */
export async function readObserved(store: Store, tracks: readonly FeatureTrack[], from: Millis, to: Millis): Promise<Observed> {
  const observed = new Observed();
  for (const track of tracks) {
    for await (const row of store.observations.read({ from, to, feature: track.feature.id })) {
      const values = new Map(row.values?.map((one) => [one.bucket, one.values]));
      row.observed.forEach((value, bucket) => {
        const place = { entity: parseEntityKey(`${row.entity.type}:${row.entity.id}`) ?? row.entity, start: row.day + bucket * row.width, width: row.width };
        const met = values.get(bucket);
        if (met) observed.add(track, { kind: 'values', ...place, values: met });
        else if (value > 0 && !row.values) observed.add(track, numberObservation(track, place, value));
      });
    }
  }
  return observed;
}

function numberObservation(track: FeatureTrack, place: Pick<Observation, 'entity' | 'start' | 'width'>, value: number): Observation {
  const counts = ['count', 'distinct'].includes(track.feature.measure.kind);
  return counts ? { kind: 'count', ...place, value } : { kind: 'magnitude', ...place, value, events: 1 };
}

export const CHUNK = 7 * DAY;
