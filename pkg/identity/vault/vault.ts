import { HabitusError } from '../../errors';
import type { Seal } from './seal';

/** Token to sealed original, of one namespace. Nothing is ever changed in it. */
export interface Vault {
  /** Takes a token with its original: durable after the next `settle`. Known tokens are a no-op. */
  put(token: string, original: string): void;
  /** All that was put before the call is durable; to be awaited before what holds the tokens is. @throws HabitusError HAB-RECV-003 when it cannot be: it is tried again by the next */
  settle(): Promise<void>;
  /** The original; undefined for a token it does not have. @throws HabitusError HAB-VAULT-002 for one that this key does not open */
  open(token: string): Promise<string | undefined>;
  count(): Promise<number>;
  /** Settles and closes; safe twice. */
  close(): Promise<void>;
}

/** Where sealed originals lie. */
export interface Shelf {
  /** Durable when it resolves; tokens that lie there stay as they are. */
  write(entries: readonly (readonly [token: string, sealed: Buffer])[]): Promise<void>;
  read(token: string): Promise<Uint8Array | undefined>;
  count(): Promise<number>;
  close(): Promise<void>;
}

/** A vault on any shelf: what waits is in memory only from the record that names it to the batch that holds it. */
export class SealedVault implements Vault {
  private waiting = new Map<string, string>();
  private writing: Promise<void> | undefined;
  private isClosed = false;

  public constructor(
    private readonly shelf: Shelf,
    private readonly seal: Seal
  ) {}

  public put(token: string, original: string): void {
    this.waiting.set(token, original);
  }

  public async settle(): Promise<void> {
    // What is being written may hold tokens of the caller: of two batches with one new token only the first has put it.
    while (this.writing !== undefined) await this.writing;
    if (this.waiting.size === 0) return;
    this.writing = this.write().finally(() => (this.writing = undefined));
    await this.writing;
  }

  public async open(token: string): Promise<string | undefined> {
    const waiting = this.waiting.get(token);
    if (waiting !== undefined) return waiting;
    const sealed = await this.shelf.read(token);
    if (sealed === undefined) return undefined;
    const plain = this.seal.open(sealed, token);
    if (plain === undefined) throw new HabitusError('HAB-VAULT-002', 'another, or an entry that was changed');
    return plain.toString('utf8');
  }

  public async count(): Promise<number> {
    await this.settle();
    return await this.shelf.count();
  }

  public async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.settle().finally(async () => await this.shelf.close());
  }

  private async write(): Promise<void> {
    const batch = this.waiting;
    this.waiting = new Map();
    try {
      await this.shelf.write([...batch].map(([token, original]) => [token, this.seal.close(Buffer.from(original), token)]));
    } catch (cause) {
      for (const [token, original] of batch) this.waiting.set(token, original);
      throw new HabitusError('HAB-RECV-003', cause instanceof Error ? cause.message : String(cause), 'a vault that can be written', { cause });
    }
  }
}
