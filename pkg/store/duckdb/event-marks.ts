import type { IdRange } from './append-sql';
import type { Connections, Transaction } from './connections';
import type { EventParts } from './parts';
import { OPEN_EVENTS } from './schema';
import { raw, sql, type Sql } from './sql';

/**
 * A mark an event: the hour in front of its id, and 64 bits of the id's hash. Whether an event is stored already is first asked of these, since
 * the ids themselves, in the files, cost six times as much to go through. No mark: not stored, for certain. A mark: `knownSql` is to look.
 * Marks are written with their events; they may outlive them.
 * Cost: 1 µs an event of the batch to mark it, and 1.1 µs for each million of events of the same hour that are stored.
 */
const MARKED = raw('left(id, 6) AS hour, md5_number_lower(id) AS mark');

/** Whether any event of the batch (`arriving`) may be stored already. */
export async function mayBeKnown(tx: Transaction, { lowest, highest, undated }: IdRange): Promise<boolean> {
  const rows = await tx.rows(sql`SELECT 1 FROM event_marks
    WHERE ((hour >= left(${lowest}, 6) AND hour <= left(${highest}, 6)) OR (${undated} AND hour = '000000'))
      AND mark IN (SELECT md5_number_lower(id) FROM arriving WHERE id IS NOT NULL) LIMIT 1`);
  return rows.length > 0;
}

/** Marks the events of the batch that were new: to be called with what stores them, in one transaction. */
export const MARK_NEW: Sql = sql`INSERT INTO event_marks SELECT DISTINCT ${MARKED} FROM arriving WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM known)`;

/** Makes the marks anew where they are fewer than the events: a data directory of a version that made none. About 0.3 s a million events. */
export async function completeMarks(connections: Connections, parts: EventParts): Promise<void> {
  await connections.write('events', async (tx) => {
    const [row = {}] =
      await tx.rows(sql`SELECT CAST((SELECT count(*) FROM ${OPEN_EVENTS}) + coalesce((SELECT sum(events) FROM event_parts), 0) AS DOUBLE) AS events,
      CAST((SELECT count(*) FROM event_marks) AS DOUBLE) AS marks`);
    if (Number(row.marks) >= Number(row.events)) {
      return;
    }
    await tx.run(sql`DELETE FROM event_marks`);
    await tx.run(sql`INSERT INTO event_marks SELECT DISTINCT ${MARKED} FROM (SELECT "habitus.id" AS id FROM ${await parts.all(tx)})`);
  });
}

/** Drops marks of hours of which no event is stored any more. */
export async function dropOldMarks(tx: Transaction): Promise<void> {
  const first = sql`least((SELECT min(left(lowest, 6)) FROM event_parts), (SELECT min(left("habitus.id", 6)) FROM ${OPEN_EVENTS} WHERE NOT starts_with("habitus.id", '000000')))`;
  await tx.run(sql`DELETE FROM event_marks WHERE hour <> '000000' AND hour < coalesce(${first}, 'zzzzzz')`);
}
