import { readFileSync, unwatchFile, watchFile, type Stats } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { HabitusError } from '../../pkg/errors';

/** How often a file is looked at. By its times and size, so that it also works over a network and with a file that is renamed into place. */
const EVERY = 5_000;

/**
 * What is made of a file, and made again when the file changes. A file that cannot be used any more (half written, gone) leaves what was made before
 * in use, and says so in `error` until it can be.
 */
export class Watched<T> {
  private made: T;
  private trouble: string | undefined;
  private changes = 0;
  private readonly onStat = (now: Stats): void => void this.reload(now);

  /**
   * @param make throws for a file that cannot be used
   * @throws HabitusError HAB-CLI-002 when it cannot be read, and what `make` throws
   */
  public constructor(
    private readonly path: string,
    private readonly make: (bytes: Buffer, path: string) => T,
    every = EVERY
  ) {
    this.made = make(bytesOf(path), path);
    watchFile(path, { interval: every, persistent: false }, this.onStat);
  }

  public get value(): T {
    return this.made;
  }
  /** Grows with every reload: what was derived from an older value is out of date. */
  public get version(): number {
    return this.changes;
  }
  public get error(): string | undefined {
    return this.trouble;
  }

  public close(): void {
    unwatchFile(this.path, this.onStat);
  }

  private async reload({ mtimeMs }: Stats): Promise<void> {
    try {
      if (mtimeMs === 0) throw new HabitusError('HAB-CLI-002', `${this.path} is gone`);
      this.made = this.make(await readFile(this.path), this.path);
      this.changes++;
      this.trouble = undefined;
    } catch (error) {
      this.trouble = `${this.path}: what was read before stays in use: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}

/** @throws HabitusError HAB-CLI-002 */
export function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new HabitusError('HAB-CLI-002', (error as Error).message, undefined, { cause: error });
  }
}
