import type { DuckDBInstance } from '@duckdb/node-api';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Millis } from '../../model';
import type { Store, StoreHealth } from '../store';
import type { Connections } from './connections';
import { DuckdbEvents } from './events';
import { DuckdbFindings } from './findings';
import { DuckdbObservations } from './observations';
import type { StoredEvents } from './parts';
import { DuckdbRecords } from './records';
import { sql } from './sql';
import { DuckdbState } from './state';
import type { StateFiles } from './state-files';

/** Everything durable of one namespace in one DuckDB file, and the events of large or closed batches in Parquet and large state blocks as files beside it. */
export class DuckdbStore implements Store {
  public readonly events: DuckdbEvents;
  public readonly observations: DuckdbObservations;
  public readonly state: DuckdbState;
  public readonly findings: DuckdbFindings;
  public readonly records: DuckdbRecords;
  private closing: Promise<void> | undefined;

  public constructor(
    public readonly namespace: string,
    private readonly dir: string,
    private readonly instance: DuckDBInstance,
    private readonly connections: Connections,
    stored: Omit<StoredEvents, 'connections'>,
    private readonly stateFiles: StateFiles,
    clock: () => Millis
  ) {
    this.events = new DuckdbEvents({ connections, ...stored }, dir, clock);
    this.observations = new DuckdbObservations(connections);
    this.state = new DuckdbState(connections, stateFiles);
    this.findings = new DuckdbFindings(connections);
    this.records = new DuckdbRecords(connections);
  }

  public async health(): Promise<StoreHealth> {
    if (this.closing !== undefined) {
      return { kind: 'duckdb', ok: false, detail: 'closed' };
    }
    try {
      const [row = {}] = await this.connections.rows(sql`SELECT version() AS version`);
      return { kind: 'duckdb', ok: true, detail: `DuckDB ${String(row.version)}`, bytes: await this.bytes() };
    } catch (error) {
      return { kind: 'duckdb', ok: false, detail: error instanceof Error ? error.message : String(error) };
    }
  }

  public async close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  private async shut(): Promise<void> {
    await this.connections.close();
    this.instance.closeSync();
  }

  private async bytes(): Promise<number> {
    const sizes = await Promise.all(
      ['habitus.duckdb', 'habitus.duckdb.wal'].map((file) =>
        stat(join(this.dir, file)).then(
          (found) => found.size,
          () => 0
        )
      )
    );
    const [row = {}] = await this.connections.rows(sql`SELECT CAST(coalesce(sum(bytes), 0) AS DOUBLE) AS bytes FROM event_parts`);
    return sizes.reduce((sum, size) => sum + size, Number(row.bytes) + (await this.stateFiles.bytes()));
  }
}
