import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that are sealed at a stretch: others have their turn in between. */
const PIECE = 1024 * 1024;
const ALGORITHM = 'aes-256-gcm';

interface Laid {
  readonly file: FileHandle;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly length: number;
}

/**
 * What has no room in memory, on this machine's own disk for as long as the process lives: in files without a name, so that none is left however it ends,
 * sealed with a key that only its memory holds, since ids of people are in it.
 */
export class Spill {
  private readonly key = randomBytes(32);
  private readonly laid = new Map<string, Laid>();

  /** Takes the place of what was laid away under this name. @throws Error of the file system: no space left */
  public async put(name: string, pieces: readonly Uint8Array[]): Promise<void> {
    const file = await nameless();
    try {
      const nonce = randomBytes(12);
      const cipher = createCipheriv(ALGORITHM, this.key, nonce);
      let length = 0;
      for (const piece of pieces) {
        for (let start = 0; start < piece.length; start += PIECE) {
          const sealed = cipher.update(piece.subarray(start, start + PIECE));
          await file.write(sealed, 0, sealed.length, length);
          length += sealed.length;
        }
      }
      cipher.final();
      await this.drop(name);
      this.laid.set(name, { file, nonce, tag: cipher.getAuthTag(), length });
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Undefined where nothing lies under this name, or it is let go while it is read. @throws Error when it is not what was laid away */
  public async get(name: string): Promise<Buffer | undefined> {
    const laid = this.laid.get(name);
    if (laid === undefined) return undefined;
    const { file, nonce, tag, length } = laid;
    const bytes = Buffer.allocUnsafeSlow(length);
    const decipher = createDecipheriv(ALGORITHM, this.key, nonce).setAuthTag(tag);
    try {
      for (let start = 0; start < length; start += PIECE) {
        const end = Math.min(length, start + PIECE);
        await file.read(bytes, start, end - start, start);
        decipher.update(bytes.subarray(start, end)).copy(bytes, start);
      }
    } catch (error) {
      if (this.laid.get(name) !== laid) return undefined;
      throw error;
    }
    decipher.final();
    return bytes;
  }

  public async drop(name: string): Promise<void> {
    const laid = this.laid.get(name);
    this.laid.delete(name);
    await laid?.file.close();
  }

  public async close(): Promise<void> {
    for (const name of [...this.laid.keys()]) await this.drop(name);
  }
}

/** A file that only this process can reach. */
async function nameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'habitus-engine-'));
  try {
    return await open(join(folder, 'states'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
