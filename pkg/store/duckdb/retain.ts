import type { Millis } from '../../model';
import { instant } from './count-sql';
import type { Transaction } from './connections';
import { dropOldMarks } from './event-marks';
import type { EventParts, Part, StoredEvents } from './parts';
import { OPEN_EVENTS } from './schema';
import { raw, sql } from './sql';

const ALWAYS = { from: -8.64e15, to: 8.64e15 };

/** Deletes events ingested before `before`: whole parts where it can, and writes a part anew where some of it stays. @returns how many */
export async function retain({ connections, parts }: StoredEvents, before: Millis): Promise<number> {
  const { removed, gone } = await connections.write('events', async (tx) => {
    const open = await tx.run(sql`DELETE FROM ${OPEN_EVENTS} WHERE "event.ingested" < ${instant(before)}`);
    const old = (await parts.list(tx)).filter(({ ingestedFrom }) => ingestedFrom < before);
    const removed = open + (await shrink(tx, parts, old, before));
    if (removed > 0) {
      await recount(tx, parts);
      await dropOldMarks(tx);
    }
    return { removed, gone: old };
  });
  await parts.removeFiles(gone);
  return removed;
}

async function shrink(tx: Transaction, parts: EventParts, old: readonly Part[], before: Millis): Promise<number> {
  let removed = 0;
  for (const part of old) {
    const keeps = part.ingestedTo >= before;
    const kept = keeps ? await parts.add(tx, sql`${parts.of([part])} WHERE "event.ingested" >= ${instant(before)}`) : 0;
    removed += part.events - kept;
  }
  await parts.drop(tx, old);
  return removed;
}

async function recount(tx: Transaction, parts: EventParts): Promise<void> {
  await tx.run(sql`DELETE FROM arrivals`);
  await tx.run(
    sql`INSERT INTO arrivals SELECT coalesce("habitus.source", 'unknown'), count(*), min("@timestamp"), max("@timestamp") FROM ${await parts.between(tx, ALWAYS.from, ALWAYS.to)} ${raw('GROUP BY 1')}`
  );
}
