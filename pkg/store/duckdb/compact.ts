import { DAY, type Millis } from '../../model';
import type { Compacted } from '../store';
import type { Transaction } from './connections';
import { instant } from './count-sql';
import type { EventParts, Part, StoredEvents } from './parts';
import { FIELD_NAMES, OPEN_EVENTS } from './schema';
import { join, name, raw, sql } from './sql';

/** A part below this is worth merging. */
const SMALL = 250_000;
/** Rows of one merge: what DuckDB sorts within its memory limit. */
const MOST = 1_000_000;
/** So many small parts of a day that still fills are merged, for every query has to open each. */
const CROWD = 16;

/**
 * Moves open events of closed days into Parquet, in order of event time so that queries skip what they do not ask for, and merges small parts.
 * Days are UTC days of ingest, so that retention removes whole files. A step a transaction: a crash loses none and doubles none.
 * Cost: about 10 µs an event on one core.
 */
export async function compact(stored: StoredEvents, now: Millis): Promise<Compacted> {
  const today = Math.floor(now / DAY) * DAY;
  const events = await closeDays(stored, today);
  const groups = await stored.connections.snapshot(async (tx) => groupsOf(await stored.parts.list(tx), today));
  for (const group of groups) {
    await merge(stored, group);
  }
  return {
    events: events + groups.flat().reduce((sum, part) => sum + part.events, 0),
    merged: groups.reduce((sum, group) => sum + group.length - 1, 0),
  };
}

/** One part for each day of ingest. */
async function closeDays({ connections, parts }: StoredEvents, today: Millis): Promise<number> {
  return connections.write('events', async (tx) => {
    const days = await openDays(tx, today);
    let moved = 0;
    for (const day of days) {
      const span = sql`"event.ingested" >= ${instant(day)} AND "event.ingested" < ${instant(day + DAY)}`;
      const events = await parts.add(tx, sql`SELECT ${COLUMNS} FROM ${OPEN_EVENTS} WHERE ${span} ${IN_ORDER}`);
      const deleted = await tx.run(sql`DELETE FROM ${OPEN_EVENTS} WHERE ${span}`);
      moved += same(events, deleted);
    }
    return moved;
  });
}

async function openDays(tx: Transaction, today: Millis): Promise<Millis[]> {
  const rows = await tx.rows(
    sql`SELECT DISTINCT CAST(epoch_ms("event.ingested") // ${DAY} AS DOUBLE) AS day FROM ${OPEN_EVENTS} WHERE "event.ingested" < ${instant(today)} ORDER BY day`
  );
  return rows.map((row) => Number(row.day) * DAY);
}

/** Small parts of the same day of ingest, as many together as one merge takes. */
function groupsOf(parts: readonly Part[], today: Millis): Part[][] {
  const byDay = Map.groupBy(
    parts.filter(({ events }) => events < SMALL),
    ({ ingestedFrom }) => Math.floor(ingestedFrom / DAY) * DAY
  );
  return [...byDay].filter(([day, small]) => small.length >= (day < today ? 2 : CROWD)).flatMap(([, small]) => packed(small));
}

function packed(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  let room = 0;
  for (const part of parts) {
    const group = groups.at(-1);
    if (group !== undefined && part.events <= room) {
      group.push(part);
    } else {
      groups.push([part]);
      room = MOST;
    }
    room -= part.events;
  }
  return groups.filter((group) => group.length > 1);
}

async function merge({ connections, parts }: StoredEvents, group: readonly Part[]): Promise<void> {
  const merged = await connections.write('events', async (tx) => {
    if (!(await allThere(tx, parts, group))) {
      return false;
    }
    const events = await parts.add(tx, sql`${parts.of(group)} ${IN_ORDER}`);
    same(
      events,
      group.reduce((sum, part) => sum + part.events, 0)
    );
    await parts.drop(tx, group);
    return true;
  });
  if (merged) {
    await parts.removeFiles(group);
  }
}

/** Retention may have taken one meanwhile; the next compaction sees what is left. */
async function allThere(tx: Transaction, parts: EventParts, group: readonly Part[]): Promise<boolean> {
  const names = new Set((await parts.list(tx)).map((part) => part.name));
  return group.every((part) => names.has(part.name));
}

/** @throws Error when a file holds other than what was to be moved: the transaction is rolled back and nothing is lost */
function same(written: number, expected: number): number {
  if (written !== expected) {
    throw new Error(`compaction: expected ${expected} events in the new part, got ${written}`);
  }
  return written;
}

const COLUMNS = join(FIELD_NAMES.map(name), ', ');
const IN_ORDER = raw('ORDER BY "@timestamp"');
