import type { EntityRef, Millis, Observation, Single } from '../model';
import { groupOf, GROUPS } from './workers/partition';

/** What each entity did in a bucket: one observation, or one of each event in order of time. By id. */
export type Met = ReadonlyMap<string, Observation | readonly Single[]>;

/** Of one entity and bucket, in order. */
export function inOrder(met: Observation | readonly Single[]): readonly Observation[] {
  return Array.isArray(met) ? (met as readonly Single[]) : [met as Observation];
}

/** An observation in brief: a count as its number, one value with how often, all else as it is. */
type Brief = number | readonly [value: string, count: number] | Observation;

interface Group {
  readonly entities: EntityRef[];
  readonly briefs: Brief[];
}

const NOBODY: Met = new Map();

/**
 * Who did anything in a bucket of a feature, by group of partitions. Two places an observation, since those of a week or of a million entities wait here;
 * they are made whole a group at a time, when it is judged.
 */
export class MetByGroup {
  private readonly groups: (Group | undefined)[] = [];

  public constructor(
    private readonly start: Millis,
    private readonly width: Millis
  ) {}

  /** @param entity the same object for the same entity, so that many observations hold it once */
  public add(obs: Observation, entity: EntityRef, group: number): void {
    const own = (this.groups[group] ??= { entities: [], briefs: [] });
    own.entities.push(entity);
    own.briefs.push(briefOf(obs));
  }

  /** Those of a group. Made anew at each call. */
  public of(group: number): Met {
    const own = this.groups[group];
    if (!own) return NOBODY;
    const met = new Map<string, Observation | Single[]>();
    for (let at = 0; at < own.entities.length; at++) {
      const entity = own.entities[at]!;
      const obs = this.whole(own.briefs[at]!, entity);
      if (obs.kind !== 'single') met.set(entity.id, obs);
      else {
        const singles = met.get(entity.id);
        if (Array.isArray(singles)) singles.push(obs);
        else met.set(entity.id, [obs]);
      }
    }
    return met;
  }

  /** Everybody. */
  public all(): Met {
    const all = new Map<string, Observation | readonly Single[]>();
    for (let group = 0; group < GROUPS; group++) for (const [id, did] of this.of(group)) all.set(id, did);
    return all;
  }

  private whole(brief: Brief, entity: EntityRef): Observation {
    const { start, width } = this;
    if (typeof brief === 'number') return { kind: 'count', entity, start, width, value: brief };
    if (isPair(brief)) return { kind: 'values', entity, start, width, values: new Map([brief]) };
    return brief;
  }
}

export const NOBODY_MET = new MetByGroup(0, 0);

/** @param met observations of one bucket */
export function byGroup(met: Met): MetByGroup {
  const [first] = met.values();
  const one = first && inOrder(first)[0];
  const grouped = new MetByGroup(one?.start ?? 0, one?.width ?? 0);
  for (const did of met.values()) for (const obs of inOrder(did)) grouped.add(obs, obs.entity, groupOf(obs.entity.id));
  return grouped;
}

function isPair(brief: Exclude<Brief, number>): brief is readonly [string, number] {
  return Array.isArray(brief);
}

function briefOf(obs: Observation): Brief {
  if (obs.kind === 'count' && obs.approximate !== true) return obs.value;
  if (obs.kind !== 'values' || obs.values.size !== 1) return obs;
  const [pair] = obs.values;
  return pair!;
}
