import { statfs } from 'node:fs/promises';
import { HabitusError } from '../../pkg/errors';

/** How long an answer of the file system is believed, milliseconds. */
const EVERY = 1_000;

/**
 * Keeps a reserve on the disk that the log must not touch, so that the store, which empties the log, has room to work in. The file system is asked
 * once a second at most, and never waited for; between two answers what is taken is reckoned.
 */
export class DiskRoom {
  private free = Infinity;
  private askedAt = -Infinity;
  private asking: Promise<void> | undefined;

  /** @param reserve bytes that stay free @param ask how many bytes are free */
  public constructor(
    private readonly dir: string,
    private readonly reserve: number,
    private readonly ask = async (path: string): Promise<number> => {
      const { bavail, bsize } = await statfs(path);
      return bavail * bsize;
    }
  ) {}

  /** Asks now. A file system that does not say leaves no limit. */
  public async refresh(): Promise<void> {
    this.askedAt = performance.now();
    this.free = await this.ask(this.dir).catch(() => Infinity);
  }

  /** @throws HabitusError HAB-RECV-003 when less than the reserve would be left */
  public take(bytes: number): void {
    if (performance.now() - this.askedAt >= EVERY) this.asking ??= this.refresh().finally(() => (this.asking = undefined));
    if (this.free - bytes < this.reserve) {
      throw new HabitusError(
        'HAB-RECV-003',
        `${Math.max(0, Math.round(this.free))} bytes free on the disk`,
        `more than ${this.reserve} bytes free on the disk of the log`
      );
    }
    this.free -= bytes;
  }
}
