import type { FieldName, Millis } from '../../model';
import type { Appended } from '../store';
import { ARRIVALS, arrivedSql, ARRIVING_SUMMARY, arrivingSql, HAS_ID, knownSql, NEW_TO_STORE, newRowsSql, NONE_KNOWN, rowsSql, wholeSql } from './append-sql';
import type { Transaction } from './connections';
import { mayBeKnown, MARK_NEW } from './event-marks';
import type { EventParts, StoredEvents } from './parts';
import { FIELD_NAMES, OPEN_EVENTS, type LineFile } from './schema';
import { sql, type Sql } from './sql';

/** A line DuckDB cannot take as it stands: damaged, or in need of being mended. */
export class OddLines extends Error {}

/**
 * Stores the lines of a file that DuckDB reads itself, with its own threads. Lines without id are skipped.
 * Two passes: the first reads ids and times only and decides, the second moves the rows. All in one transaction.
 * Cost: about 8 µs a line on one core in large batches, 20 µs in small ones.
 * @throws OddLines when a line is damaged; nothing is stored then
 */
export async function appendLines(stored: StoredEvents, file: LineFile, ingested: Millis, withoutId: 'skip' | 'refuse'): Promise<AppendedWhole> {
  const { connections, parts, leastPart } = stored;
  return connections.write('events', async (tx) => {
    await readOrOdd(tx.run(arrivingSql(file)));
    const batch = await summary(tx);
    if (batch.odd > 0 || (withoutId === 'refuse' && batch.ids < batch.lines)) {
      throw new OddLines(`${batch.odd} lines without a time in UTC, ${batch.lines - batch.ids} without an id`);
    }
    const known = await findKnown(tx, parts, batch);
    const rows = freshRows(file, ingested, { known, repeated: batch.different < batch.ids });
    const stored = await readOrOdd(batch.different < leastPart ? tx.run(sql`INSERT INTO ${OPEN_EVENTS} ${rows}`) : parts.add(tx, rows));
    if (stored > 0) {
      await noteNew(tx);
    }
    return { stored, duplicates: batch.ids - stored };
  });
}

/**
 * The same in one pass, for large batches whose events are likely new: the rows are written as a part, and only then is it looked at which of
 * them the store has. Lines without id are skipped.
 * Cost: about 8 µs a line on one core, and as much again where it holds events that are stored already.
 * @param fields what the lines hold; undefined: any field
 * @throws OddLines when a line is damaged; nothing is stored then
 */
export async function appendAtOnce(
  { connections, parts }: StoredEvents,
  file: LineFile,
  ingested: Millis,
  fields: readonly FieldName[] = FIELD_NAMES
): Promise<AppendedWhole> {
  return connections.write('events', async (tx) =>
    readOrOdd(
      parts.tryOut(tx, wholeSql(file, fields, ingested), async (written) => {
        await tx.run(arrivedSql(written.path));
        const batch = await summary(tx);
        const isNew = !(await findKnown(tx, parts, batch)) && batch.different === batch.ids && batch.ids > 0;
        const stored = isNew ? await parts.enter(tx, written) : await parts.add(tx, newRowsSql(written.path));
        if (!isNew) await parts.discard(written.path);
        if (stored > 0) await noteNew(tx);
        return { stored, duplicates: batch.ids - stored };
      })
    )
  );
}

type AppendedWhole = Omit<Appended, 'refused'>;

/** Makes the table `known`, of the ids of the batch that are stored. @returns whether there are any */
async function findKnown(tx: Transaction, parts: EventParts, batch: Summary): Promise<boolean> {
  if (!(await mayBeKnown(tx, batch))) {
    await tx.run(NONE_KNOWN);
    return false;
  }
  await tx.run(knownSql(batch, await parts.holding(tx, batch)));
  return (await tx.rows(sql`SELECT id FROM known LIMIT 1`)).length > 0;
}

async function noteNew(tx: Transaction): Promise<void> {
  await tx.run(ARRIVALS);
  await tx.run(MARK_NEW);
}

function freshRows(file: LineFile, ingested: Millis, duplicates: { known: boolean; repeated: boolean }): Sql {
  if (!duplicates.repeated) {
    return rowsSql(file, duplicates.known ? NEW_TO_STORE : HAS_ID, ingested);
  }
  // Rare: the same id twice in one batch. They are deliveries of one event: any of them will do.
  return sql`${rowsSql(file, NEW_TO_STORE, ingested)} QUALIFY row_number() OVER (PARTITION BY "habitus.id") = 1`;
}

interface Summary {
  readonly lines: number;
  readonly ids: number;
  readonly different: number;
  readonly odd: number;
  readonly lowest: string | null;
  readonly highest: string | null;
  readonly undated: boolean;
}

async function summary(tx: Transaction): Promise<Summary> {
  const [row = {}] = await tx.rows(ARRIVING_SUMMARY);
  return {
    lines: Number(row.lines),
    ids: Number(row.ids),
    different: Number(row.different),
    odd: Number(row.odd),
    lowest: row.lowest === null ? null : String(row.lowest),
    highest: row.highest === null ? null : String(row.highest),
    undated: Number(row.undated) > 0,
  };
}

async function readOrOdd<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    const { message } = error as Error;
    if (/JSON|cast|UTF-?8|Conversion/i.test(message)) {
      throw new OddLines(message, { cause: error });
    }
    throw error;
  }
}
