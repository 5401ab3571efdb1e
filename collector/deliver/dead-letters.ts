import { appendFile, mkdir, stat } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';

/** A record that could not be understood, kept with its reason. */
export interface DeadLetter {
  readonly at: string;
  readonly source: string;
  readonly place: string;
  readonly code: string;
  readonly reason: string;
  /** The record as text, or `base64` of it when it was not UTF-8; cut at 8 KiB. */
  readonly raw: string;
  readonly encoding: 'utf8' | 'base64';
}

const MOST_RAW = 8 * 1024;
const MOST_FILE = 256 * 1024 * 1024;
const MOST_WAITING = 64 * 1024 * 1024;
const PRESSING = 4 * 1024 * 1024;

/** Appends to `dead-letters.ndjson`. Bounded on disk and in memory: what is beyond 256 MiB, or finds 64 MiB waiting to be written, is only counted, as `overflowed`. */
export class DeadLetters {
  public overflowed = 0;
  private waiting: string[] = [];
  private waitingLength = 0;
  private size: number | undefined;

  public constructor(private readonly dir: string) {}

  /** Whether so much waits that a long input should stop for {@link flush}. */
  public get isPressing(): boolean {
    return this.waitingLength > PRESSING;
  }

  public add(letter: Omit<DeadLetter, 'raw' | 'encoding'>, raw: Uint8Array): void {
    if (this.waitingLength > MOST_WAITING || (this.size ?? 0) > MOST_FILE) {
      this.overflowed++;
      return;
    }
    const cut = raw.subarray(0, MOST_RAW);
    const text = isUtf8(cut);
    const whole: DeadLetter = { ...letter, raw: Buffer.from(cut).toString(text ? 'utf8' : 'base64'), encoding: text ? 'utf8' : 'base64' };
    const line = `${JSON.stringify(whole)}\n`;
    this.waitingLength += line.length;
    this.waiting.push(line);
  }

  public async flush(): Promise<void> {
    if (this.waiting.length === 0) return;
    const letters = this.waiting;
    this.waiting = [];
    this.waitingLength = 0;
    const file = join(this.dir, 'dead-letters.ndjson');
    if (this.size === undefined) {
      await mkdir(this.dir, { recursive: true, mode: 0o700 });
      this.size = await stat(file).then(
        (about) => about.size,
        () => 0
      );
    }
    if (this.size > MOST_FILE) {
      this.overflowed += letters.length;
      return;
    }
    const text = letters.join('');
    this.size += text.length;
    await appendFile(file, text, { mode: 0o600 });
  }
}
