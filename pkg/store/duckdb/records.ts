import type { RecordStore } from '../store';
import type { Connections, Row } from './connections';
import { decode, encode } from '../encoding/json';
import { sql } from './sql';

interface Found<T> {
  readonly id: string;
  readonly value: T;
  readonly version: number;
}

/** Typed, versioned records, compare-and-set. Values are JSON; see `encode` for what else they may hold. */
export class DuckdbRecords implements RecordStore {
  public constructor(private readonly connections: Connections) {}

  public async get<T>(kind: string, id: string): Promise<{ value: T; version: number } | undefined> {
    const [row] = await this.connections.rows(sql`SELECT id, body, version FROM records WHERE kind = ${kind} AND id = ${id}`);
    if (row === undefined) {
      return undefined;
    }
    const { value, version } = found<T>(row);
    return { value, version };
  }

  public async put<T>(kind: string, id: string, value: T, version: number | undefined): Promise<number | undefined> {
    const body = encode(value);
    return this.connections.write('ledger', async (tx) => {
      if (version === undefined) {
        const put = await tx.run(sql`INSERT INTO records VALUES (${kind}, ${id}, 1, ${body}) ON CONFLICT DO NOTHING`);
        return put === 1 ? 1 : undefined;
      }
      const put = await tx.run(sql`UPDATE records SET body = ${body}, version = version + 1 WHERE kind = ${kind} AND id = ${id} AND version = ${version}`);
      return put === 1 ? version + 1 : undefined;
    });
  }

  public async list<T>(kind: string, prefix = ''): Promise<Found<T>[]> {
    const rows = await this.connections.rows(sql`SELECT id, body, version FROM records WHERE kind = ${kind} AND starts_with(id, ${prefix}) ORDER BY id`);
    return rows.map((row) => found<T>(row));
  }

  public async delete(kind: string, id: string): Promise<void> {
    await this.connections.write('ledger', (tx) => tx.run(sql`DELETE FROM records WHERE kind = ${kind} AND id = ${id}`));
  }
}

function found<T>(row: Row): Found<T> {
  return { id: String(row.id), value: decode<T>(String(row.body)), version: Number(row.version) };
}
