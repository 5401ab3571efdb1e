import { compile } from '../observe';
import { DAY, parseEntityKey, type Millis, type Observation, type Single } from '../model';
import { unpackSteps, type PackedSteps } from '../store/encoding/steps';
import type { Store } from '../store/store';
import type { FeatureTrack } from './feature-track';
import { kindOf } from './kind-of';

/** What each entity did in a bucket: one observation, or one of each event in order of time. By id. */
export type Met = ReadonlyMap<string, Observation | readonly Single[]>;

type ByStart = Map<Millis, Map<string, Observation | Single[]>>;
const NOBODY: Met = new Map();

/** Of one entity and bucket, in order. */
export function inOrder(met: Observation | readonly Single[]): readonly Observation[] {
  return Array.isArray(met) ? (met as readonly Single[]) : [met as Observation];
}

/** Who did what in a span, by track, bucket and entity: what a pass is fed with. */
export class Observed {
  private readonly byTrack = new Map<string, ByStart>();

  public at(track: FeatureTrack, start: Millis): Met {
    return this.byTrack.get(track.key)?.get(start) ?? NOBODY;
  }

  public add(track: FeatureTrack, obs: Observation): void {
    let starts = this.byTrack.get(track.key);
    if (!starts) this.byTrack.set(track.key, (starts = new Map()));
    let entities = starts.get(obs.start);
    if (!entities) starts.set(obs.start, (entities = new Map<string, Observation | Single[]>()));
    if (obs.kind !== 'single') entities.set(obs.entity.id, obs);
    else {
      const singles = entities.get(obs.entity.id);
      if (Array.isArray(singles)) singles.push(obs);
      else entities.set(obs.entity.id, [obs]);
    }
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
