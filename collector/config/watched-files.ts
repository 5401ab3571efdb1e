import { statSync } from 'node:fs';

/** How often files are looked at: by their times and size, so that it also works over a network and with a file that is renamed into place. */
const EVERY = 5_000;

/** Of files that are looked at: what keeps them from being used, and their end. */
export interface Watch {
  readonly error: string | undefined;
  close(): void;
}

/**
 * What is made of some files together, and made again when one of them changes. What cannot be used (a new certificate whose key is not there yet)
 * leaves what was made before in use, and says so in `error` until it can be.
 */
export class WatchedFiles<T> implements Watch {
  public error: string | undefined;
  private made: T;
  private seen: string;
  private readonly timer: NodeJS.Timeout;
  private readonly heard: ((value: T) => void)[] = [];

  /** @param make reads the files; throws for some that cannot be used, here too. Its words must hold no secret */
  public constructor(
    private readonly paths: readonly string[],
    private readonly make: () => T,
    every = EVERY
  ) {
    this.seen = looksOf(paths);
    this.made = make();
    this.timer = setInterval(() => this.look(), every).unref();
  }

  public get value(): T {
    return this.made;
  }

  /** Is called with what was made of the files anew. */
  public onChange(hear: (value: T) => void): void {
    this.heard.push(hear);
  }

  /** Looks now. */
  public look(): void {
    const looks = looksOf(this.paths);
    if (looks === this.seen) return;
    this.seen = looks;
    try {
      this.made = this.make();
      this.error = undefined;
    } catch (error) {
      this.error = `${this.paths.join(', ')}: what was read before stays in use: ${error instanceof Error ? error.message : String(error)}`;
      return;
    }
    for (const hear of this.heard) hear(this.made);
  }

  public close(): void {
    clearInterval(this.timer);
  }
}

function looksOf(paths: readonly string[]): string {
  return paths.map(looks).join('\n');
}

function looks(path: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch {
    return '';
  }
}
