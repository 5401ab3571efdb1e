import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { SerialQueue } from './serial-queue';
import type { Sql } from './sql';

export type Row = Record<string, DuckDBValue>;

/**
 * The connections of one database. Reads take one from a pool, since a streamed result holds its connection; writes of a kind share one
 * connection and a queue, so that no two transactions touch the same table. Everything runs on DuckDB's threads, never on JavaScript's.
 */
export class Connections {
  private readonly idle: DuckDBConnection[] = [];
  private readonly all: DuckDBConnection[] = [];
  private readonly writers = new Map<string, { readonly queue: SerialQueue; connection?: DuckDBConnection }>();

  public constructor(private readonly instance: DuckDBInstance) {}

  /** One after the other with all writes of the same `kind`, in one transaction: all of it, or nothing and the error. */
  public async write<T>(kind: 'events' | 'ledger' | 'rollups', work: (tx: Transaction) => Promise<T>): Promise<T> {
    const writer = this.writers.get(kind) ?? { queue: new SerialQueue() };
    this.writers.set(kind, writer);
    return writer.queue.run(async () => {
      const connection = (writer.connection ??= await this.connect());
      await connection.run('BEGIN');
      try {
        const result = await work(new Transaction(connection));
        await connection.run('COMMIT');
        return result;
      } catch (error) {
        await connection.run('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  public async rows(statement: Sql): Promise<Row[]> {
    return this.reading((connection) => rowsOf(connection, statement));
  }

  /** Several reads that see the database as it was at the first of them. */
  public async snapshot<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.reading(async (connection) => {
      await connection.run('BEGIN');
      return work(new Transaction(connection)).finally(() => connection.run('ROLLBACK'));
    });
  }

  /**
   * Chunk by chunk (2,048 rows), each only when asked for. Ending the loop early lets go of the result.
   * @param make the statement; what it reads to make it is of the same moment as the rows
   */
  public async *stream(make: (tx: Transaction) => Promise<Sql>): AsyncGenerator<DuckDBDataChunk> {
    const connection = this.idle.pop() ?? (await this.connect());
    try {
      await connection.run('BEGIN');
      const statement = await make(new Transaction(connection));
      const result = await connection.stream(statement.text, [...statement.values]);
      for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        yield chunk;
      }
    } finally {
      await connection.run('ROLLBACK');
      this.idle.push(connection);
    }
  }

  public async close(): Promise<void> {
    await Promise.all([...this.writers.values()].map((writer) => writer.queue.idle()));
    for (const connection of this.all.splice(0)) {
      connection.closeSync();
    }
    this.idle.length = 0;
  }

  private async reading<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = this.idle.pop() ?? (await this.connect());
    try {
      return await work(connection);
    } finally {
      this.idle.push(connection);
    }
  }

  private async connect(): Promise<DuckDBConnection> {
    const connection = await this.instance.connect();
    this.all.push(connection);
    return connection;
  }
}

/** What a write may do inside its transaction. */
export class Transaction {
  public constructor(public readonly connection: DuckDBConnection) {}

  /** @returns rows changed */
  public async run(statement: Sql): Promise<number> {
    const result = await this.connection.run(statement.text, [...statement.values]);
    return Number(result.rowsChanged);
  }

  public async rows(statement: Sql): Promise<Row[]> {
    return rowsOf(this.connection, statement);
  }
}

async function rowsOf(connection: DuckDBConnection, statement: Sql): Promise<Row[]> {
  const reader = await connection.runAndReadAll(statement.text, [...statement.values]);
  return reader.getRowObjects();
}
