import { entityKey, type Anomaly, type EntityRef, type Event, type Feature, type Receipt } from '../../model';
import type { Store } from '../../store/store';
import { eventsBehind, type Asked } from './events-behind';

const MOST = 0.5;
/** Hours in which nothing reaches this score are not looked into: two faint rows are no worse than one. */
const WORTH_A_LOOK = 40;

/** An anomaly with what it was made of. */
export interface Built {
  readonly anomaly: Anomaly;
  readonly receipt: Receipt;
}

/** The events behind an anomaly's leading finding, in brief. */
interface Behind {
  readonly entity: EntityRef;
  /** The condition that picked them. */
  readonly picked: string;
  /** Keys of the entities that at least half of them name. */
  readonly names: ReadonlySet<string>;
}

/**
 * Which anomalies of one hour rest on the same events, seen from different entities: as pairs of indexes.
 *
 * Two do when most events of each name the other's entity; or when both count by the same condition and most events of one name the other (one address
 * that tries many users: each user's failures are the address's, though no user is in most of the address's). Empirical: the halves are a choice.
 * Cost: a read of at most 5,000 events for every 50 anomalies of a feature, where an hour has two or more and one of them scores 40.
 */
export async function sameEvents(store: Store, features: readonly Feature[], built: readonly Built[]): Promise<(readonly [number, number])[]> {
  if (built.length < 2 || !built.some(({ anomaly }) => anomaly.score >= WORTH_A_LOOK)) return [];
  const asked = built.map((one) => askedOf(features, one));
  const known = asked.filter((one) => one !== undefined);
  const events = new Map((await eventsBehind(store, known)).map((list, at) => [known[at], list]));
  const behind = asked.map((one) => one && behindOf(one, events.get(one)!));
  return behind.flatMap((a, i) => behind.slice(i + 1).flatMap((b, offset) => (areSame(a, b) ? [[i, i + 1 + offset] as const] : [])));
}

function areSame(a: Behind | undefined, b: Behind | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const [namesB, namesA] = [a.names.has(entityKey(b.entity)), b.names.has(entityKey(a.entity))];
  return a.picked === b.picked ? namesA || namesB : namesA && namesB;
}

/** Its leading finding, unless the feature is another now. */
function askedOf(features: readonly Feature[], { receipt }: Built): Asked | undefined {
  const [finding] = receipt.findings;
  const feature = features.find(({ id, version }) => id === finding?.feature && version === finding.featureVersion);
  return finding && feature && { finding, feature };
}

function behindOf({ finding, feature }: Asked, events: readonly Event[]): Behind {
  return { entity: finding.entity, picked: JSON.stringify(feature.where), names: namedInMost(events) };
}

function namedInMost(events: readonly Event[]): Set<string> {
  const times = new Map<string, number>();
  for (const event of events) for (const key of entitiesOf(event)) times.set(key, (times.get(key) ?? 0) + 1);
  return new Set([...times].filter(([, n]) => n >= MOST * events.length).map(([key]) => key));
}

/** `user:ada`, `address:192.0.2.7`: everyone an event names, in whatever role. */
function entitiesOf({ habitus }: Event): Set<string> {
  const roles = Object.values((habitus?.entity ?? {}) as Record<string, Record<string, string>>);
  return new Set(roles.flatMap((role) => Object.entries(role).map(([type, id]) => `${type}:${id}`)));
}
