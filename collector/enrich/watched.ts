import { readFileSync, statSync } from 'node:fs';
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
  /** The file as it was when it was last read: taken before the reading, so that no change in between is missed. */
  private seen: string;
  private reloading = false;
  private readonly timer: NodeJS.Timeout;

  /**
   * @param make throws for a file that cannot be used
   * @throws HabitusError HAB-CLI-002 when it cannot be read, and what `make` throws
   */
  public constructor(
    private readonly path: string,
    private readonly make: (bytes: Buffer, path: string) => T,
    every = EVERY
  ) {
    this.seen = looksOf(path);
    this.made = make(bytesOf(path), path);
    this.timer = setInterval(() => void this.look(), every).unref();
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
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const looks = looksOf(this.path);
    if (this.reloading || looks === this.seen) return;
    this.seen = looks;
    this.reloading = true;
    await this.reload(looks);
    this.reloading = false;
  }

  private async reload(looks: string): Promise<void> {
    try {
      if (looks === GONE) throw new HabitusError('HAB-CLI-002', `${this.path} is gone`);
      this.made = this.make(await readFile(this.path), this.path);
      this.changes++;
      this.trouble = undefined;
    } catch (error) {
      this.trouble = `${this.path}: what was read before stays in use: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}

const GONE = '';

/** Its times, size and identity, or that it is gone or out of reach. */
function looksOf(path: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch {
    return GONE;
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
