import { DuckDBBlobValue, type DuckDBValue } from '@duckdb/node-api';
import type { StateStore } from '../store';
import type { Connections, Transaction } from './connections';
import { sql } from './sql';
import type { StateFiles } from './state-files';

/** Beyond it a block is a file of its own. */
const MOST_INLINE = 64 * 1024;
/** A reader whose file was replaced under it reads the row again; somebody who replaces it that often is at fault. */
const TRIES = 10;

interface Replaced {
  readonly version: number | undefined;
  readonly old: string | undefined;
}

/** Opaque blocks by key, compare-and-set. */
export class DuckdbState implements StateStore {
  public constructor(
    private readonly connections: Connections,
    private readonly files: StateFiles
  ) {}

  public async get(key: string): Promise<{ bytes: Uint8Array; version: number } | undefined> {
    for (let left = TRIES; left > 0; left--) {
      const [row] = await this.connections.rows(sql`SELECT body, version, file FROM state WHERE key = ${key}`);
      if (row === undefined) {
        return undefined;
      }
      const bytes = row.file === null || row.file === undefined ? bytesOf(row.body) : await this.files.read(String(row.file));
      if (bytes !== undefined) {
        return { bytes, version: Number(row.version) };
      }
    }
    throw new Error(`state ${key}: expected its file, got none in ${TRIES} tries`);
  }

  public async put(key: string, bytes: Uint8Array, version: number | undefined): Promise<number | undefined> {
    const block = bytes.slice();
    const file = block.length > MOST_INLINE ? await this.files.write(block) : undefined;
    const body = new DuckDBBlobValue(file === undefined ? block : new Uint8Array());
    const done = await this.connections.write('ledger', (tx) => replace(tx, key, { body, file: file ?? null }, version));
    const unused = done.version === undefined ? file : done.old;
    if (unused !== undefined) {
      await this.files.remove(unused);
    }
    return done.version;
  }

  public async keys(prefix: string): Promise<string[]> {
    const rows = await this.connections.rows(sql`SELECT key FROM state WHERE starts_with(key, ${prefix}) ORDER BY key`);
    return rows.map((row) => String(row.key));
  }

  public async delete(key: string): Promise<void> {
    const file = await this.connections.write('ledger', async (tx) => {
      const old = await fileOf(tx, key);
      await tx.run(sql`DELETE FROM state WHERE key = ${key}`);
      return old;
    });
    if (file !== undefined) {
      await this.files.remove(file);
    }
  }
}

async function replace(
  tx: Transaction,
  key: string,
  { body, file }: { readonly body: DuckDBBlobValue; readonly file: string | null },
  version: number | undefined
): Promise<Replaced> {
  if (version === undefined) {
    const put = await tx.run(sql`INSERT INTO state (key, version, body, file) VALUES (${key}, 1, ${body}, ${file}) ON CONFLICT DO NOTHING`);
    return { version: put === 1 ? 1 : undefined, old: undefined };
  }
  const old = await fileOf(tx, key);
  const put = await tx.run(sql`UPDATE state SET body = ${body}, file = ${file}, version = version + 1 WHERE key = ${key} AND version = ${version}`);
  return { version: put === 1 ? version + 1 : undefined, old };
}

async function fileOf(tx: Transaction, key: string): Promise<string | undefined> {
  const [row] = await tx.rows(sql`SELECT file FROM state WHERE key = ${key}`);
  return row?.file === null || row?.file === undefined ? undefined : String(row.file);
}

export function bytesOf(value: DuckDBValue | undefined): Uint8Array {
  return value instanceof DuckDBBlobValue ? value.bytes : new Uint8Array();
}
