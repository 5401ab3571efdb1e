import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, open, rename, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Millis } from '../../pkg/model';
import type { LetterSeal } from '../protect/letters';

/** A record that could not be understood, kept with its reason. */
export interface DeadLetter {
  readonly at: string;
  readonly source: string;
  readonly place: string;
  readonly code: string;
  readonly reason: string;
  /** What its event's id is made of, so that a replay and a second delivery are one event. */
  readonly origin?: string;
  /** The record as text, or `base64` of it when it was not UTF-8; cut at 8 KiB. `sealed`: with reason, place and origin, for `opened`. */
  readonly raw: string;
  readonly encoding: 'utf8' | 'base64' | 'sealed';
  /** Bytes of the whole record, where `raw` was cut: such a one cannot be replayed. */
  readonly cutFrom?: number;
}

/** A letter with its id: a hash of all of it. */
export interface KeptLetter extends DeadLetter {
  readonly id: string;
}

const MOST_RAW = 8 * 1024;
/** What bounds the letters on the disk. */
export interface LetterLimits {
  /** Bytes. Default 256 MiB. */
  readonly most?: number;
  /** For how long a letter is kept. Undefined: for ever. */
  readonly keep?: Millis | undefined;
}

const MOST_FILE = 256 * 1024 * 1024;
const MOST_WAITING = 64 * 1024 * 1024;
const PRESSING = 4 * 1024 * 1024;

/**
 * Appends to `dead-letters.ndjson`. Bounded on disk and in memory: what is beyond the limit of bytes, or finds 64 MiB waiting to be written, is only
 * counted, as `overflowed`; what becomes too old is taken out and counted as `expired`.
 */
export class DeadLetters {
  public overflowed = 0;
  public expired = 0;
  private readonly most: number;
  private readonly keep: Millis | undefined;
  private waiting: string[] = [];
  private waitingLength = 0;
  private size: number | undefined;
  /** Appending and rewriting follow each other. */
  private last: Promise<unknown> = Promise.resolve();

  /** @param seal where letters may be read by nobody without a key */
  public constructor(
    private readonly dir: string,
    private readonly seal?: LetterSeal,
    { most = MOST_FILE, keep }: LetterLimits = {}
  ) {
    this.most = most;
    this.keep = keep;
  }

  /** Whether so much waits that a long input should stop for {@link flush}. */
  public get isPressing(): boolean {
    return this.waitingLength > PRESSING;
  }

  public add(letter: Omit<DeadLetter, 'raw' | 'encoding' | 'cutFrom'>, raw: Uint8Array): void {
    if (this.waitingLength > MOST_WAITING || (this.size ?? 0) > this.most) {
      this.overflowed++;
      return;
    }
    const cut = raw.subarray(0, MOST_RAW);
    const text = isUtf8(cut);
    const whole: DeadLetter = {
      ...letter,
      raw: Buffer.from(cut).toString(text ? 'utf8' : 'base64'),
      encoding: text ? 'utf8' : 'base64',
      ...(raw.length > MOST_RAW && { cutFrom: raw.length }),
    };
    const line = `${JSON.stringify(this.seal ? sealed(whole, this.seal) : whole)}\n`;
    this.waitingLength += line.length;
    this.waiting.push(line);
  }

  public async flush(): Promise<void> {
    if (this.waiting.length > 0) await this.alone(async () => await this.append());
  }

  /** All letters, the oldest first; lines that are damaged are passed over. */
  public async *read(): AsyncIterable<KeptLetter> {
    await this.flush();
    for await (const line of this.lines()) {
      const letter = letterOf(line);
      if (letter) yield letter;
    }
  }

  /** The letter as it was added; undefined for one that is sealed and that this key does not open. */
  public opened(letter: KeptLetter): KeptLetter | undefined {
    if (letter.encoding !== 'sealed') return letter;
    const contents = this.seal?.open(letter.raw, letter.code);
    return contents && { ...letter, ...contents };
  }

  /** Takes letters out of the file. @returns how many */
  public async remove(ids: ReadonlySet<string>): Promise<number> {
    if (ids.size === 0) return 0;
    return await this.alone(async () => await this.rewrite(({ id }) => ids.has(id)));
  }

  /** Takes out and counts what is older than it is to be kept. Costs nothing while the oldest is not: letters stand in the order of their coming. */
  public async expire(now: Millis): Promise<void> {
    const { keep } = this;
    if (keep === undefined) return;
    const isOld = ({ at }: DeadLetter): boolean => Date.parse(at) < now - keep;
    await this.alone(async () => {
      const oldest = await this.oldest();
      if (oldest && isOld(oldest)) this.expired += await this.rewrite(isOld);
    });
  }

  private get file(): string {
    return join(this.dir, 'dead-letters.ndjson');
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return await mine;
  }

  private async append(): Promise<void> {
    const letters = this.waiting;
    this.waiting = [];
    this.waitingLength = 0;
    if (letters.length === 0) return;
    if (this.size === undefined) {
      await mkdir(this.dir, { recursive: true, mode: 0o700 });
      this.size = await stat(this.file).then(
        (about) => about.size,
        () => 0
      );
    }
    if (this.size > this.most) {
      this.overflowed += letters.length;
      return;
    }
    const text = letters.join('');
    const before = this.size;
    this.size += Buffer.byteLength(text);
    await this.write(text).catch(async (cause: unknown) => {
      this.overflowed += letters.length;
      this.size = undefined;
      // A letter that was torn would spoil the one behind it.
      await truncate(this.file, before).catch(() => undefined);
      throw cause;
    });
  }

  /** Behind the tokens that stand in it. */
  private async write(text: string): Promise<void> {
    await this.seal?.settle();
    await appendFile(this.file, text, { mode: 0o600 });
  }

  private async oldest(): Promise<KeptLetter | undefined> {
    for await (const line of this.lines()) {
      const letter = letterOf(line);
      if (letter) return letter;
    }
    return undefined;
  }

  private async *lines(): AsyncIterable<string> {
    if ((await stat(this.file).catch(() => undefined)) === undefined) return;
    yield* createInterface({ input: createReadStream(this.file), crlfDelay: Infinity });
  }

  /** The letters that stay go into a new file, which then takes the place of the old one. */
  private async rewrite(isToGo: (letter: KeptLetter) => boolean): Promise<number> {
    const fresh = `${this.file}.new`;
    const handle = await open(fresh, 'w', 0o600);
    let removed = 0;
    let kept = 0;
    try {
      let waiting = '';
      for await (const line of this.lines()) {
        const letter = letterOf(line);
        if (letter && isToGo(letter)) {
          removed++;
          continue;
        }
        waiting += `${line}\n`;
        if (waiting.length < PRESSING) continue;
        kept += (await handle.write(waiting)).bytesWritten;
        waiting = '';
      }
      kept += (await handle.write(waiting)).bytesWritten;
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(fresh, this.file);
    this.size = kept;
    return removed;
  }
}

function sealed({ raw, encoding, origin, ...letter }: DeadLetter, seal: LetterSeal): DeadLetter {
  const { reason, place } = letter;
  const contents = { raw, encoding: encoding === 'base64' ? encoding : 'utf8', reason, place, ...(origin !== undefined && { origin }) } as const;
  return { ...letter, ...seal.cover(letter), raw: seal.close(contents, letter.code), encoding: 'sealed' };
}

function letterOf(line: string): KeptLetter | undefined {
  if (line === '') return undefined;
  try {
    return { id: hash('sha256', line).slice(0, 12), ...(JSON.parse(line) as DeadLetter) };
  } catch {
    return undefined;
  }
}
