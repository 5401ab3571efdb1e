import type { Millis } from '../../../pkg/model';
import { HabitusError } from '../../../pkg/errors';
import { LineSplitter } from '../file/line-splitter';
import { askOpen, CursorRefused, type AskOptions } from './ask';

/** A service that stops sending for so long has died. */
const IDLE: Millis = 60_000;
/** A batch is handed on when it holds so much: a day may be larger than the memory. */
const BATCH_RECORDS = 2_000;
const BATCH_BYTES = 4 * 1024 * 1024;

/** Records of an answer, and how many of its lines were too long to be one. */
export interface LineBatch {
  readonly records: readonly Buffer[];
  readonly tooLong: number;
}

/**
 * The lines of an answer as they come, in batches, in bounded memory. Asked again like a page until the answer begins; one that breaks off then is for the caller
 * to ask anew.
 * @throws HabitusError HAB-RECV-009 for an answer that breaks off
 */
export async function* askLines(url: string, options: AskOptions): AsyncIterable<LineBatch> {
  const idle = new Idle();
  try {
    const answer = await askOpen(url, options, () => AbortSignal.any([options.signal, idle.begin()]));
    yield* linesOf(watched(answer.body ?? [], idle));
  } catch (cause) {
    if (cause instanceof HabitusError || cause instanceof CursorRefused || options.signal.aborted) throw cause;
    throw new HabitusError('HAB-RECV-009', (cause as Error).message, `${new URL(url).host} to send all of its answer`, { cause });
  } finally {
    idle.rest();
  }
}

/** Lines of any chunks of bytes, the last one also without an end. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<LineBatch> {
  let records: Buffer[] = [];
  let bytes = 0;
  let tooLong = 0;
  const splitter = new LineSplitter({
    line: (from, start, end) => {
      records.push(Buffer.from(from.subarray(start, end)));
      bytes += end - start;
    },
    tooLong: () => tooLong++,
  });
  const batch = (): LineBatch => {
    const taken = { records, tooLong };
    [records, bytes, tooLong] = [[], 0, 0];
    return taken;
  };
  for await (const chunk of chunks) {
    splitter.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (records.length >= BATCH_RECORDS || bytes >= BATCH_BYTES) yield batch();
  }
  splitter.end();
  if (records.length > 0 || tooLong > 0) yield batch();
}

/** While a batch is being taken the service may wait for us: only its own silence counts. */
async function* watched(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, idle: Idle): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    idle.rest();
    yield chunk;
    idle.watch();
  }
}

class Idle {
  private timer: NodeJS.Timeout | undefined;
  private controller = new AbortController();

  /** Watches a new request. */
  public begin(): AbortSignal {
    this.controller = new AbortController();
    this.watch();
    return this.controller.signal;
  }

  public watch(): void {
    this.rest();
    const { controller } = this;
    this.timer = setTimeout(() => controller.abort(new Error('it stopped sending')), IDLE).unref();
  }

  public rest(): void {
    clearTimeout(this.timer);
  }
}
