import { DuckDBInstance } from '@duckdb/node-api';
import { join } from 'node:path';
import { HabitusError } from '../../errors';
import type { Millis } from '../../model';
import type { Store } from '../store';
import { Connections } from './connections';
import { prepareDirectory } from './directory';
import { DuckdbStore } from './duckdb-store';
import { completeMarks } from './event-marks';
import { EventParts } from './parts';
import { createSchema } from './schema';
import { StateFiles } from './state-files';

export interface DuckdbOptions {
  /** The data directory; each namespace has a folder in it. */
  readonly dir: string;
  readonly namespace: string;
  /** Injected "now": the ingest time of events. */
  readonly clock: () => Millis;
  /** As DuckDB writes it. Default `1.5GB`. Beyond it, large sorts and groupings go to disk. */
  readonly memoryLimit?: string;
  /** Default 2. */
  readonly threads?: number;
  /** Events from which on a batch becomes a Parquet file of its own. Default 20,000. */
  readonly leastPart?: number;
}

/**
 * Opens or makes the store of a namespace. One process at a time.
 * @throws HabitusError HAB-STORE-001 when another process has it open, HAB-STORE-002 when another version wrote it
 */
export async function openDuckdb(options: DuckdbOptions): Promise<Store> {
  const dir = await prepareDirectory(options.dir, options.namespace);
  const instance = await openFile(join(dir, 'habitus.duckdb'), options);
  const connections = new Connections(instance);
  const [parts, stateFiles] = [new EventParts(dir), new StateFiles(dir)];
  try {
    await createSchema(connections);
    await Promise.all([parts.open(connections), stateFiles.open(connections)]);
    await completeMarks(connections, parts);
  } catch (error) {
    await connections.close();
    instance.closeSync();
    throw error;
  }
  return new DuckdbStore(options.namespace, dir, instance, connections, { parts, leastPart: options.leastPart ?? 20_000 }, stateFiles, options.clock);
}

async function openFile(path: string, options: DuckdbOptions): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(path, {
      threads: String(options.threads ?? 2),
      memory_limit: options.memoryLimit ?? '1.5GB',
      // Order is asked for where it matters; keeping it elsewhere costs memory in large inserts.
      preserve_insertion_order: 'false',
      // Small batches wait in DuckDB's own log: 16 MB, its default, would rewrite the newest row group 2.5 times as often as we can bear.
      checkpoint_threshold: '256MB',
      // No extension is ever fetched: what Habitus needs is linked in.
      autoinstall_known_extensions: 'false',
    });
  } catch (error) {
    const { message } = error as Error;
    if (/lock/i.test(message)) {
      throw new HabitusError('HAB-STORE-001', message, undefined, { cause: error });
    }
    throw error;
  }
}
