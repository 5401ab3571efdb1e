import { DuckDBBlobValue, type DuckDBValue } from '@duckdb/node-api';
import type { StateStore } from '../store';
import type { Connections } from './connections';
import { sql } from './sql';

/** Opaque blocks by key, compare-and-set. */
export class DuckdbState implements StateStore {
  public constructor(private readonly connections: Connections) {}

  public async get(key: string): Promise<{ bytes: Uint8Array; version: number } | undefined> {
    const [row] = await this.connections.rows(sql`SELECT body, version FROM state WHERE key = ${key}`);
    return row && { bytes: bytesOf(row.body), version: Number(row.version) };
  }

  public async put(key: string, bytes: Uint8Array, version: number | undefined): Promise<number | undefined> {
    const body = new DuckDBBlobValue(bytes.slice());
    return this.connections.write('ledger', async (tx) => {
      if (version === undefined) {
        const put = await tx.run(sql`INSERT INTO state VALUES (${key}, 1, ${body}) ON CONFLICT DO NOTHING`);
        return put === 1 ? 1 : undefined;
      }
      const put = await tx.run(sql`UPDATE state SET body = ${body}, version = version + 1 WHERE key = ${key} AND version = ${version}`);
      return put === 1 ? version + 1 : undefined;
    });
  }

  public async keys(prefix: string): Promise<string[]> {
    const rows = await this.connections.rows(sql`SELECT key FROM state WHERE starts_with(key, ${prefix}) ORDER BY key`);
    return rows.map((row) => String(row.key));
  }

  public async delete(key: string): Promise<void> {
    await this.connections.write('ledger', (tx) => tx.run(sql`DELETE FROM state WHERE key = ${key}`));
  }
}

export function bytesOf(value: DuckDBValue | undefined): Uint8Array {
  return value instanceof DuckDBBlobValue ? value.bytes : new Uint8Array();
}
