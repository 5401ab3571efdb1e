import { rm, stat, writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import type { Event, FieldName, Millis, Observation } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import type { Appended, Compacted, EventQuery, EventStore, SourceExtent } from '../store';
import { appendAtOnce, appendLines, OddLines } from './append';
import { compact } from './compact';
import type { Row } from './connections';
import { count } from './count';
import { find } from './find';
import { isLikelyNew } from './likely-new';
import type { StoredEvents } from './parts';
import { retain } from './retain';
import { salvage } from './salvage';
import { FIELD_NAMES } from './schema';
import { sql } from './sql';

/** Events of one namespace in DuckDB. */
export class DuckdbEvents implements EventStore {
  private scratches = 0;

  public constructor(
    private readonly stored: StoredEvents,
    private readonly dir: string,
    private readonly clock: () => Millis
  ) {}

  public async append(lines: Uint8Array): Promise<Appended> {
    const path = this.scratch('append');
    await writeFile(path, lines);
    try {
      return await this.appendLinesOf(path, 'refuse');
    } finally {
      await rm(path, { force: true });
    }
  }

  public async appendFile(path: string, fields?: ReadonlySet<FieldName>): Promise<Appended> {
    return this.appendLinesOf(path, 'skip', fields && FIELD_NAMES.filter((field) => fields.has(field) || ALWAYS.has(field)));
  }

  public count(query: CountQuery): AsyncIterable<Observation> {
    return count(this.stored, query);
  }

  public async find(query: EventQuery): Promise<Event[]> {
    return find(this.stored, query);
  }

  public async extent(): Promise<{ count: number; oldest?: Millis; newest?: Millis; sources: SourceExtent[] }> {
    const rows = await this.stored.connections.rows(
      sql`SELECT source, CAST(sum(events) AS DOUBLE) AS events, CAST(epoch_ms(min(oldest)) AS DOUBLE) AS oldest, CAST(epoch_ms(max(newest)) AS DOUBLE) AS newest FROM arrivals GROUP BY source ORDER BY source`
    );
    const total = rows.reduce((sum, row) => sum + Number(row.events), 0);
    const sources = rows.map((row) => ({ source: String(row.source), count: Number(row.events), newest: Number(row.newest) }));
    return rows.length === 0 ? { count: 0, sources } : { count: total, oldest: least(rows), newest: Math.max(...sources.map((each) => each.newest)), sources };
  }

  public async retain(before: Millis): Promise<number> {
    return retain(this.stored, before);
  }

  public async compact(now: Millis): Promise<Compacted> {
    return compact(this.stored, now);
  }

  private async appendLinesOf(path: string, withoutId: 'skip' | 'refuse', fields?: readonly FieldName[]): Promise<Appended> {
    const ingested = this.clock();
    try {
      return { ...(await this.appendWhole(path, ingested, withoutId, fields)), refused: [] };
    } catch (error) {
      if (!(error instanceof OddLines)) {
        throw error;
      }
      return salvage(path, this.scratch('salvage'), withoutId, (clean) => this.appendWhole(clean, ingested, 'skip'));
    }
  }

  private async appendWhole(path: string, ingested: Millis, withoutId: 'skip' | 'refuse', fields?: readonly FieldName[]): Promise<Omit<Appended, 'refused'>> {
    const file = { path, bytes: (await stat(path)).size };
    if (withoutId === 'skip' && (await isLikelyNew(this.stored, file))) {
      return appendAtOnce(this.stored, file, ingested, fields);
    }
    return appendLines(this.stored, file, ingested, withoutId);
  }

  private scratch(purpose: string): string {
    this.scratches += 1;
    return joinPath(this.dir, `${purpose}-${this.scratches}.ndjson.tmp`);
  }
}

/** Fields that every part has a column for. */
const ALWAYS: ReadonlySet<FieldName> = new Set(['@timestamp', 'event.ingested', 'habitus.id', 'habitus.source']);

function least(rows: readonly Row[]): Millis {
  return Math.min(...rows.map((row) => Number(row.oldest)));
}
