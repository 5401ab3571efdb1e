import { DAY, HOUR, MINUTE, type Millis } from '../model';
import { auditKept, dropOld, KEPT_KINDS, type Dropped, type Keep } from './keep';
import type { RecordStore, Store } from './store';

const [KIND, ID] = ['retention', 'dropped'];
/** Old data goes in whole days at the finest: once an hour is often. The first round waits until a short command is over. */
const [FIRST, EVERY] = [MINUTE, HOUR];
/** Of compare-and-set, where several processes count at once. */
const TRIES = 20;

/** What was dropped so far, by all processes together. */
interface DroppedSoFar extends Dropped {
  /** Of the last round that dropped anything. */
  readonly at: Millis;
}

/** The same store, which drops once an hour what was kept long enough, and says in `health` what is kept how long and what was dropped. */
export function withRetention(store: Store, keep: Keep, clock: () => Millis): Store {
  let failed: string | undefined;
  let running: Promise<void> = Promise.resolve();
  const round = (): void => {
    running = running.then(async () => {
      failed = await dropAndCount(store, keep, clock()).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error))
      );
    });
  };
  const first = setTimeout(round, FIRST).unref();
  const timer = setInterval(round, EVERY).unref();
  return {
    namespace: store.namespace,
    ...(store.shared !== undefined && { shared: store.shared }),
    events: store.events,
    observations: store.observations,
    state: store.state,
    findings: store.findings,
    records: store.records,
    health: async () => {
      const health = await store.health();
      if (!health.ok) return health;
      const kept = keptInWords(keep, await droppedSoFar(store.records));
      return { ...health, kept, detail: `${health.detail}; ${kept}${failed === undefined ? '' : `; retention: ${failed}`}` };
    },
    close: async () => {
      clearTimeout(first);
      clearInterval(timer);
      await running;
      await store.close();
    },
  };
}

/** One round: drops, and adds what it dropped to the record of it. */
async function dropAndCount(store: Store, keep: Keep, now: Millis): Promise<Dropped> {
  const dropped = await dropOld(store, keep, now);
  if (KEPT_KINDS.some((kind) => dropped[kind] > 0)) await add(store.records, dropped, now);
  return dropped;
}

async function add(records: RecordStore, dropped: Dropped, at: Millis): Promise<void> {
  for (let left = TRIES; left > 0; left--) {
    const known = await records.get<DroppedSoFar>(KIND, ID);
    const sums = Object.fromEntries(KEPT_KINDS.map((kind) => [kind, (known?.value[kind] ?? 0) + dropped[kind]]));
    if ((await records.put(KIND, ID, { ...sums, at }, known?.version)) !== undefined) return;
  }
}

/** Undefined where nothing was dropped yet. */
export async function droppedSoFar(records: Pick<RecordStore, 'get'>): Promise<DroppedSoFar | undefined> {
  return (await records.get<DroppedSoFar>(KIND, ID))?.value;
}

/** `kept: events 90 days, roll-ups for ever, ...; dropped so far: 12 events, ...`. */
export function keptInWords(keep: Keep, dropped: DroppedSoFar | undefined): string {
  const days = (time: Millis | undefined): string => (time === undefined ? 'for ever' : `${time / DAY} days`);
  const { events, observations, anomalies } = keep;
  const kept = `kept: events ${days(events)}, roll-ups ${days(observations)}, anomalies ${days(anomalies)}, audit ${days(auditKept(keep))}`;
  if (dropped === undefined) return `${kept}; nothing dropped yet`;
  const sums = `${dropped.events} events, ${dropped.observations} roll-ups, ${dropped.anomalies} findings, anomalies and risks, ${dropped.audit} lines of the audit`;
  return `${kept}; dropped so far: ${sums}, last at ${new Date(dropped.at).toISOString()}`;
}
