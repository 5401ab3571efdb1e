import { decode, encode } from '../encoding/json';
import type { RecordStore } from '../store';
import type { Query } from './condition';
import type { Indices } from './indices';
import { idOf } from './overwrite';
import { listed } from './paging';
import { current, remove, swap, type Versioned } from './swap';

interface Document {
  readonly kind: string;
  readonly id: string;
  readonly body: string;
}

interface Found<T> {
  readonly id: string;
  readonly value: T;
  readonly version: number;
}

/** Typed, versioned records, compare-and-set. Values are JSON; see `encode` for what else they may hold. */
export class ElasticsearchRecords implements RecordStore {
  public constructor(private readonly indices: Indices) {}

  public async get<T>(kind: string, id: string): Promise<{ value: T; version: number } | undefined> {
    const found = await current<Document>(this.indices, this.index, idOf(kind, id));
    return found && { value: decode<T>(found.document.body), version: found.document.version };
  }

  public async put<T>(kind: string, id: string, value: T, version: number | undefined): Promise<number | undefined> {
    const body = encode(value);
    return (await swap<Document>(this.indices, this.index, idOf(kind, id), { kind, id, body }, version))?.version;
  }

  /** Values may be large: few a page. */
  public async list<T>(kind: string, prefix = ''): Promise<Found<T>[]> {
    const filter: Query[] = [{ term: { kind } }, { prefix: { id: { value: prefix } } }];
    const records: Found<T>[] = [];
    for await (const { _source } of listed<Document & Versioned>(this.indices, this.index, { query: { bool: { filter } }, sort: ['id'], page: 200 })) {
      const { id, body, version } = _source!;
      records.push({ id, value: decode<T>(body), version });
    }
    return records;
  }

  public async delete(kind: string, id: string): Promise<void> {
    await remove(this.indices, this.index, idOf(kind, id));
  }

  private get index(): string {
    return this.indices.names.records;
  }
}
