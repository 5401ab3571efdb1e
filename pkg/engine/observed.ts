import { compile } from '../observe';
import { DAY, parseEntityKey, type EntityRef, type Millis, type Observation } from '../model';
import { unpackSteps, type PackedSteps } from '../store/encoding/steps';
import type { Store } from '../store/store';
import type { FeatureTrack } from './feature-track';
import { kindOf } from './kind-of';
import { MetByGroup, NOBODY_MET } from './met-by-group';
import { groupOf } from './workers/partition';

type ByStart = Map<Millis, MetByGroup>;

interface Known {
  readonly entity: EntityRef;
  readonly group: number;
}

/** Who did what in a span, by track, bucket and entity: what a pass is fed with. */
export class Observed {
  private readonly byTrack = new Map<string, ByStart>();
  /** By type and id. */
  private readonly known = new Map<string, Map<string, Known>>();

  public at(track: FeatureTrack, start: Millis): MetByGroup {
    return this.byTrack.get(track.key)?.get(start) ?? NOBODY_MET;
  }

  public add(track: FeatureTrack, obs: Observation): void {
    let starts = this.byTrack.get(track.key);
    if (!starts) this.byTrack.set(track.key, (starts = new Map<Millis, MetByGroup>()));
    let met = starts.get(obs.start);
    if (!met) starts.set(obs.start, (met = new MetByGroup(obs.start, obs.width)));
    const { entity, group } = this.knownAs(obs.entity);
    met.add(obs, entity, group);
  }

  /** An entity is named once for all that it did. */
  private knownAs(entity: EntityRef): Known {
    let ofType = this.known.get(entity.type);
    if (!ofType) this.known.set(entity.type, (ofType = new Map<string, Known>()));
    let known = ofType.get(entity.id);
    if (!known) ofType.set(entity.id, (known = { entity, group: groupOf(entity.id) }));
    return known;
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
      const steps = new Map(row.steps?.lists.map((list) => [list.bucket, { ...list, words: row.steps?.words ?? [] }]));
      row.observed.forEach((value, bucket) => {
        const place = { entity: parseEntityKey(`${row.entity.type}:${row.entity.id}`) ?? row.entity, start: row.day + bucket * row.width, width: row.width };
        for (const obs of observationsOf(track, place, value, values.get(bucket), steps.get(bucket))) observed.add(track, obs);
      });
    }
  }
  return observed;
}

type Place = Pick<Observation, 'entity' | 'start' | 'width'>;

/** What a bucket of a roll-up was made of. */
function observationsOf(
  track: FeatureTrack,
  place: Place,
  value: number,
  values: ReadonlyMap<string, number> | undefined,
  steps: (PackedSteps & { readonly words: readonly string[] }) | undefined
): Observation[] {
  switch (kindOf(track.feature)) {
    case 'values':
      return values ? [{ kind: 'values', ...place, values }] : [];
    case 'ordered':
      return steps ? [{ kind: 'ordered', ...place, ...unpackSteps(steps, steps.words, place.start) }] : [];
    case 'single':
      return [...(values ?? [])].map(([eventId, amount]) => ({ kind: 'single', ...place, eventId, value: amount }));
    case 'magnitude':
      return Number.isNaN(value) ? [] : [{ kind: 'magnitude', ...place, value, events: 1 }];
    default:
      return value > 0 ? [{ kind: 'count', ...place, value }] : [];
  }
}

export const CHUNK = 7 * DAY;
