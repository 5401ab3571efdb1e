import { DAY, type Millis } from '../model';
import type { Store } from './store';

/** How long each kind is kept. Undefined: for ever. */
export interface Keep {
  /** Events, by the time of their ingest. */
  readonly events?: Millis;
  /** Roll-ups, by their day. */
  readonly observations?: Millis;
  /** Findings, anomalies with their receipts and cases, and risk, by the time of what they are about. */
  readonly anomalies?: Millis;
  /** The audit trail, by the time of the act. Kept at least as long as the longest of the others. */
  readonly audit?: Millis;
}

/** State blocks that hold what a scoring service answered, the start of the hour in ISO next in their keys: they go with the roll-ups of their time. */
export const ANSWERS = 'answers/';

export type KeptKind = keyof Keep;
export const KEPT_KINDS = ['events', 'observations', 'anomalies', 'audit'] as const satisfies readonly KeptKind[];
export type Dropped = Readonly<Record<KeptKind, number>>;

/**
 * Drops what was kept long enough. What was learnt goes in whole UTC months, so it stays up to a month longer than said, and its age counts
 * from the newest day that was learnt where that is past: the history of an old log is not gone before anybody saw it.
 * Safe to call in several processes at once: each counts what it dropped itself.
 */
export async function dropOld(store: Store, keep: Keep, now: Millis): Promise<Dropped> {
  const newest = await store.observations.newest();
  const learnt = newest === undefined ? undefined : Math.min(now, newest + DAY);
  const anomalies = await since(learnt, keep.anomalies, async (before) => await store.findings.retain(before));
  return {
    events: keep.events === undefined ? 0 : await store.events.retain(now - keep.events),
    observations: await since(learnt, keep.observations, async (before) => {
      await dropAnswers(store, before);
      return await store.observations.retain(before);
    }),
    anomalies,
    audit: await since(now, auditKept(keep), async (before) => await dropAudit(store, before)),
  };
}

/** Undefined: for ever, also where anything else is kept for ever. */
export function auditKept(keep: Keep): Millis | undefined {
  const { events, observations, anomalies, audit } = keep;
  if (audit === undefined || events === undefined || observations === undefined || anomalies === undefined) return undefined;
  return Math.max(events, observations, anomalies, audit);
}

async function since(newest: Millis | undefined, keep: Millis | undefined, drop: (before: Millis) => Promise<number>): Promise<number> {
  return newest === undefined || keep === undefined ? 0 : await drop(startOfMonth(newest - keep));
}

function startOfMonth(at: Millis): Millis {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

async function dropAnswers({ state }: Store, before: Millis): Promise<void> {
  const end = `${ANSWERS}${new Date(before).toISOString()}`;
  for (const key of await state.keys(ANSWERS)) if (key < end) await state.delete(key);
}

/** Ids of the trail begin with the time of the act, in 16 digits. */
async function dropAudit(store: Store, before: Millis): Promise<number> {
  const old = (await store.records.list('audit')).filter(({ id }) => id < String(before).padStart(16, '0'));
  for (const { id } of old) await store.records.delete('audit', id);
  return old.length;
}
