import { hash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { HabitusError } from '../../../pkg/errors';
import type { Millis } from '../../../pkg/model';
import type { RecordIntake } from '../intake';
import type { Receiver } from '../receiver';
import { ask, CursorRefused, type AskOptions } from './ask';
import { askLines } from './lines';
import type { Credentials, Page, PullCursor, PullStream } from './service';

export interface PullOptions {
  readonly stream: PullStream;
  readonly credentials: Credentials;
  /** The file of its cursor. */
  readonly cursor: string;
  readonly clock: () => Millis;
  readonly every: Millis;
  /** Where the first round begins. */
  readonly since: Millis;
  readonly pause?: Millis;
}

const MOST_SEEN = 50_000;
const NO_ROOM_PAUSE = 1_000;

/**
 * Asks a service for its log, again and again. The cursor is on the disk after the records are in the write-ahead log: a kill in between asks for
 * the same records again, which are known by the service's own ids.
 */
export class Pull implements Receiver {
  /** Why the last round failed; undefined while all is well. */
  public error: string | undefined;
  private readonly stopping = new AbortController();
  /** What overlapping rounds bring again is not even read. */
  private readonly seen = new LRUCache<string, true>({ max: MOST_SEEN });
  private running: Promise<void> | undefined;

  public constructor(
    private readonly intake: Pick<RecordIntake, 'takeParts' | 'drop'>,
    private readonly options: PullOptions
  ) {}

  public get name(): string {
    return `pull ${this.options.stream.name}`;
  }

  public start(): Promise<void> {
    this.running ??= this.loop();
    return Promise.resolve();
  }

  public async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.round().then(
        () => (this.error = undefined),
        (cause: unknown) => (this.error = cause instanceof Error ? cause.message : String(cause))
      );
      await sleep(this.options.every, undefined, { ref: false, signal }).catch(() => undefined);
    }
  }

  private async round(): Promise<void> {
    const { stream, credentials, clock, since, pause } = this.options;
    const { signal } = this.stopping;
    const asking: AskOptions = { credentials, signal, ...(pause !== undefined && { pause }) };
    const cursor = (await this.readCursor()) ?? { from: since };
    try {
      const pages = stream.pages(
        cursor,
        clock(),
        async (url) => await ask(url, asking),
        (url) => askLines(url, asking)
      );
      for await (const page of pages) await this.take(page);
    } catch (cause) {
      const last = await this.readCursor();
      if (!(cause instanceof CursorRefused) || last?.link === undefined) throw cause;
      await this.writeCursor({ from: last.from });
      throw new HabitusError('HAB-RECV-009', cause.message, `${stream.name} to know its own link: it is asked again from ${new Date(last.from).toISOString()}`);
    }
  }

  private async take({ records, cursor, tooLong = 0 }: Page): Promise<void> {
    const { source, name, zone } = this.options.stream;
    this.intake.drop('too-large', tooLong);
    const fresh = records.map((bytes) => ({ bytes, key: hash('sha256', bytes) })).filter(({ key }) => !this.seen.has(key));
    const batch = fresh.map(({ bytes, key }) => ({ bytes, source, origin: `${name}:${key}`, place: `pull ${name}`, ...(zone !== undefined && { zone }) }));
    while (batch.length > 0) {
      this.stopping.signal.throwIfAborted();
      try {
        await this.intake.takeParts(batch, 'any');
        break;
      } catch (cause) {
        if (cause instanceof HabitusError && cause.permanent) throw cause;
        await sleep(NO_ROOM_PAUSE, undefined, { ref: false, signal: this.stopping.signal });
      }
    }
    for (const { key } of fresh) this.seen.set(key, true);
    if (cursor) await this.writeCursor(cursor);
  }

  private async readCursor(): Promise<PullCursor | undefined> {
    const text = await readFile(this.options.cursor, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as PullCursor);
  }

  private async writeCursor(cursor: PullCursor): Promise<void> {
    const { cursor: file } = this.options;
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(`${file}.new`, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(cursor));
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
  }
}
