import { mkdir, readdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, join as joinPath } from 'node:path';
import type { Millis } from '../../model';
import type { IdRange } from './append-sql';
import type { Connections, Row, Transaction } from './connections';
import { instant } from './count-sql';
import { FIELD_NAMES, OPEN_EVENTS } from './schema';
import { constant, join, name, raw, sql, type Sql } from './sql';
import { synced } from './synced';

/** Where events lie and how they are reached. */
export interface StoredEvents {
  readonly connections: Connections;
  readonly parts: EventParts;
  /** A batch of so many events becomes a part of its own: DuckDB writes Parquet at a third of the cost of a table of a hundred columns. */
  readonly leastPart: number;
}

/** A Parquet file with events. */
export interface Part {
  readonly name: string;
  readonly events: number;
  readonly bytes: number;
  readonly ingestedFrom: Millis;
  readonly ingestedTo: Millis;
}

/** A file that is no part yet. */
export interface Written {
  readonly events: number;
  readonly path: string;
}

const WRITING = raw('(FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880)');

/**
 * The Parquet files in a namespace's `events` folder. A file counts once the table `event_parts` lists it, so a part comes and goes with the
 * transaction that writes it; files that a crash left behind are removed when the store is opened. Files are never changed.
 */
export class EventParts {
  private readonly folder: string;
  private readonly readers = new Set<symbol>();
  /** Files of parts that are gone, with the readers that may still look into them. */
  private doomed: { readonly path: string; readonly readers: ReadonlySet<symbol> }[] = [];

  public constructor(namespaceDir: string) {
    this.folder = joinPath(namespaceDir, 'events');
  }

  /** Makes the folder, and removes what no transaction completed. */
  public async open(connections: Connections): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const rows = await connections.rows(sql`SELECT name FROM event_parts`);
    const listed = new Set(rows.map((row) => String(row.name)));
    const strays = (await readdir(this.folder)).filter((file) => file.endsWith('.parquet') && !listed.has(file));
    await Promise.all(strays.map((file) => rm(joinPath(this.folder, file), { force: true })));
  }

  /** Stored events by event time: the open ones and the parts that reach into the span. To be read in the same transaction. */
  public async between(tx: Transaction, from: Millis, to: Millis): Promise<Sql> {
    return this.relation(await tx.rows(sql`SELECT name FROM event_parts WHERE newest >= ${instant(from)} AND oldest < ${instant(to)} ORDER BY name`));
  }

  /** All stored events. */
  public async all(tx: Transaction): Promise<Sql> {
    return this.relation(await tx.rows(sql`SELECT name FROM event_parts ORDER BY name`));
  }

  /** Stored events among which the ids of a batch may be. */
  public async holding(tx: Transaction, { lowest, highest, undated }: IdRange): Promise<Sql> {
    return this.relation(
      await tx.rows(sql`SELECT name FROM event_parts WHERE (highest >= ${lowest} AND lowest <= ${highest}) OR (undated AND ${undated}) ORDER BY name`)
    );
  }

  public async list(tx: Transaction): Promise<Part[]> {
    const rows = await tx.rows(
      sql`SELECT name, CAST(events AS DOUBLE) AS events, CAST(bytes AS DOUBLE) AS bytes, CAST(epoch_ms(ingested_from) AS DOUBLE) AS first, CAST(epoch_ms(ingested_to) AS DOUBLE) AS last FROM event_parts ORDER BY ingested_from, name`
    );
    return rows.map((row) => ({
      name: String(row.name),
      events: Number(row.events),
      bytes: Number(row.bytes),
      ingestedFrom: Number(row.first),
      ingestedTo: Number(row.last),
    }));
  }

  /** A reader begins: no file that it may have to read is removed before it calls what is returned. */
  public reading(): () => void {
    const reader = Symbol('reader');
    this.readers.add(reader);
    return () => {
      this.readers.delete(reader);
      void this.removeDoomed();
    };
  }

  /** Writes rows as a part, synced to the disk. Holds once the transaction commits. @returns how many rows; none make no part */
  public async add(tx: Transaction, rows: Sql): Promise<number> {
    return this.tryOut(tx, rows, async ({ events, path }) => (events === 0 ? this.discard(path) : this.enter(tx, { events, path })));
  }

  /** Writes rows to a file that `decide` is to look at and to `enter` or `discard`. A file is discarded when it throws. */
  public async tryOut<T>(tx: Transaction, rows: Sql, decide: (written: Written) => Promise<T>): Promise<T> {
    const path = joinPath(this.folder, `${randomUUID()}.parquet`);
    try {
      const events = await tx.run(sql`COPY (${rows}) TO ${constant(path)} ${WRITING}`);
      return await decide({ events, path });
    } catch (error) {
      await this.discard(path);
      throw error;
    }
  }

  /** Makes a written file a part. It holds once the transaction commits. @returns its events */
  public async enter(tx: Transaction, { events, path }: Written): Promise<number> {
    const bytes = await synced(path, this.folder);
    await tx.run(sql`INSERT INTO event_parts SELECT ${basename(path)}, count(*), ${bytes}, min("@timestamp"), max("@timestamp"),
        min("habitus.id") FILTER (NOT starts_with("habitus.id", '000000')), max("habitus.id") FILTER (NOT starts_with("habitus.id", '000000')),
        bool_or(starts_with("habitus.id", '000000')), min("event.ingested"), max("event.ingested") FROM read_parquet(${constant(path)})`);
    return events;
  }

  public async discard(path: string): Promise<0> {
    await rm(path, { force: true });
    return 0;
  }

  /** Takes parts out of the store. Their files stay until `removeFiles`, to be called after the commit. */
  public async drop(tx: Transaction, parts: readonly Part[]): Promise<void> {
    for (const part of parts) {
      await tx.run(sql`DELETE FROM event_parts WHERE name = ${part.name}`);
    }
  }

  /** Removes the files of parts that were dropped, each when the last reader that began before now has ended. */
  public async removeFiles(parts: readonly Part[]): Promise<void> {
    const readers = new Set(this.readers);
    this.doomed.push(...parts.map((part) => ({ path: joinPath(this.folder, part.name), readers })));
    await this.removeDoomed();
  }

  /** The rows of some parts. */
  public of(parts: readonly Part[]): Sql {
    return sql`SELECT ${COLUMNS} FROM (${NO_EVENTS} UNION ALL BY NAME ${this.files(parts.map((part) => part.name))})`;
  }

  private relation(rows: readonly Row[]): Sql {
    if (rows.length === 0) {
      return OPEN_EVENTS;
    }
    return sql`(SELECT ${COLUMNS} FROM (SELECT * FROM ${OPEN_EVENTS} UNION ALL BY NAME ${this.files(rows.map((row) => String(row.name)))}))`;
  }

  /** All rows of some files. A file has the columns of the fields its events hold: the others are NULL. */
  private files(names: readonly string[]): Sql {
    const paths = names.map((each) => constant(joinPath(this.folder, each)));
    return sql`SELECT * FROM read_parquet([${join(paths, ', ')}], union_by_name = true)`;
  }

  private async removeDoomed(): Promise<void> {
    const free = this.doomed.filter(({ readers }) => ![...readers].some((reader) => this.readers.has(reader)));
    this.doomed = this.doomed.filter((each) => !free.includes(each));
    await Promise.all(free.map(({ path }) => rm(path, { force: true })));
  }
}

const NO_EVENTS = sql`SELECT * FROM ${OPEN_EVENTS} WHERE false`;
const COLUMNS = join(FIELD_NAMES.map(name), ', ');
