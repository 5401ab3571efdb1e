import type { Shelf } from './vault';

/** As much of a store's records as the vault needs. */
export interface Records {
  get<T>(kind: string, id: string): Promise<{ readonly value: T; readonly version: number } | undefined>;
  put<T>(kind: string, id: string, value: T, version: number | undefined): Promise<number | undefined>;
  list<T>(kind: string, prefix?: string): Promise<{ readonly id: string; readonly value: T; readonly version: number }[]>;
}

const KIND = 'vault';
const AT_ONCE = 32;

/** Records of the store, for several collectors on one cluster: whoever meets a name first writes it, all others find it there. */
export class RecordShelf implements Shelf {
  public constructor(private readonly records: Records) {}

  public async write(entries: readonly (readonly [string, Buffer])[]): Promise<void> {
    const left = [...entries];
    const work = async (): Promise<void> => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) await this.records.put(KIND, one[0], one[1].toString('base64'), undefined);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  public async read(token: string): Promise<Uint8Array | undefined> {
    const found = await this.records.get<string>(KIND, token);
    return found && Buffer.from(found.value, 'base64');
  }

  public async count(): Promise<number> {
    return (await this.records.list(KIND)).length;
  }

  public close(): Promise<void> {
    return Promise.resolve();
  }
}
