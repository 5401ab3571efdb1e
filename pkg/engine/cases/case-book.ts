import { DAY, entityKey, HOUR, type Anomaly, type Feature, type Millis } from '../../model';

/** Hours of quiet after which what an entity does next is another case. */
const GAP = 6 * HOUR;

/** Knows which case each entity is in, and gives the anomalies of the next hour theirs. */
export class CaseBook {
  private readonly latest = new Map<string, Ongoing>();
  /** What each feature counts, whatever the bucket and the entity. */
  private readonly counts: ReadonlyMap<string, string>;

  public constructor(features: readonly Feature[]) {
    this.counts = new Map(features.map(({ id, where }) => [id, JSON.stringify(where)]));
  }

  /** Takes up what was written before. In order of time. */
  public remember(anomalies: readonly Anomaly[]): void {
    for (const { id, entity, end, features, case: within } of anomalies) {
      if (within === undefined) continue;
      const key = entityKey(entity);
      const before = this.latest.get(key);
      const names = id === within || (before?.id === within && before.names);
      this.latest.set(key, { id: within, until: end, counted: this.countedIn(features), names });
    }
  }

  /** What may still go on after `until`, to be restored by another process: what a feature by the day finds began at midnight. */
  public stored(until: Millis): StoredCaseBook {
    const ongoing = [...this.latest].filter(([, last]) => until - last.until <= DAY + GAP);
    return ongoing.map(([key, { counted, ...last }]) => [key, { ...last, counted: [...counted] }]);
  }

  public restore(stored: StoredCaseBook): void {
    this.latest.clear();
    for (const [key, last] of stored) this.latest.set(key, { ...last, counted: new Set(last.counted) });
  }

  /**
   * The case of each anomaly of an hour. Those that rest on the same events share one: the one that any of them was in already, the highest first, else
   * a new one, named by the highest. A case that was minted keeps its id.
   * @param known cases that anomalies of this hour were given while it was filling, by anomaly
   */
  public assign(anomalies: readonly Anomaly[], pairs: readonly (readonly [number, number])[], known: ReadonlyMap<string, string> = new Map()): string[] {
    const groups = groupsOf(anomalies.length, pairs);
    const cases = new Map<number, string>();
    const order = anomalies.map((_, at) => at).sort((a, b) => anomalies[b]!.score - anomalies[a]!.score || (anomalies[a]!.id < anomalies[b]!.id ? -1 : 1));
    for (const at of order) {
      const [group, id] = [groups[at]!, known.get(anomalies[at]!.id) ?? this.ongoing(anomalies[at]!)];
      if (id !== undefined && !cases.has(group)) cases.set(group, id);
    }
    for (const at of order) if (!cases.has(groups[at]!)) cases.set(groups[at]!, anomalies[at]!.id);
    return groups.map((group) => cases.get(group)!);
  }

  /** One of forty users that were tried does not take the case along into whatever it does next: only who named the case, or more of the same. */
  private ongoing({ entity, since, features }: Anomaly): string | undefined {
    const last = this.latest.get(entityKey(entity));
    if (last === undefined || since - last.until > GAP) return undefined;
    const more = [...this.countedIn(features)].some((counted) => last.counted.has(counted));
    return last.names || more ? last.id : undefined;
  }

  private countedIn(features: readonly string[]): Set<string> {
    return new Set(features.map((id) => this.counts.get(id) ?? id));
  }
}

/** By entity key. */
export type StoredCaseBook = readonly (readonly [key: string, last: Omit<Ongoing, 'counted'> & { readonly counted: readonly string[] }])[];

/** What an entity was last in. */
interface Ongoing {
  readonly id: string;
  readonly until: Millis;
  readonly counted: ReadonlySet<string>;
  /** Whether the case was minted for it. */
  readonly names: boolean;
}

/** The number of the group of each: joined by pairs, over any number of steps. */
function groupsOf(count: number, pairs: readonly (readonly [number, number])[]): number[] {
  const groups = Array.from({ length: count }, (_, at) => at);
  for (const [a, b] of pairs) {
    const [keep, drop] = [groups[a]!, groups[b]!];
    groups.forEach((group, at) => {
      if (group === drop) groups[at] = keep;
    });
  }
  return groups;
}
