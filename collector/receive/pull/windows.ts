import { HabitusError } from '../../../pkg/errors';
import { DAY, type Millis } from '../../../pkg/model';
import type { Source } from '../../sources/source';
import { recordsOf, type Get, type Page, type PullCursor, type PullStream } from './service';

/** A log that is asked for by event time, in pages. */
export interface WindowedLog {
  readonly name: string;
  readonly source: Source;
  /** How late an event may show up: so far back each round asks again. What comes twice is one event by its id. */
  readonly overlap: Millis;
  /** The first page of `[from, to)`. */
  first(from: Millis, to: Millis): string;
  /** @returns the records of a page, and the address of the next */
  read(body: unknown, url: string): { readonly list: unknown; readonly next: string | undefined };
}

/** The longest window: a first round over weeks goes on where it was after an interruption. */
const LONGEST = DAY;

/** Asks for window after window. The cursor moves when all pages of a window are in the log, since a page says nothing about those behind it. */
export function windowedStream(log: WindowedLog): PullStream {
  return {
    name: log.name,
    source: log.source,
    async *pages(cursor: PullCursor, now: Millis, get: Get): AsyncIterable<Page> {
      for (let { from } = cursor; from < now;) {
        const to = Math.min(now, from + LONGEST);
        yield* pagesOf(log, from, to, get);
        if (to < now) from = to;
        else {
          yield { records: [], cursor: { from: Math.max(cursor.from, now - log.overlap) } };
          return;
        }
        yield { records: [], cursor: { from } };
      }
    },
  };
}

async function* pagesOf(log: WindowedLog, from: Millis, to: Millis, get: Get): AsyncIterable<Page> {
  const asked = new Set<string>();
  for (let url: string | undefined = log.first(from, to); url !== undefined;) {
    if (asked.has(url)) throw new HabitusError('HAB-RECV-009', 'the same page again', `another page of ${log.name}`);
    asked.add(url);
    const { list, next } = log.read((await get(url)).body, url);
    if (list !== undefined && !Array.isArray(list)) throw new HabitusError('HAB-RECV-009', typeof list, `a list of records from ${log.name}`);
    yield { records: recordsOf(list) };
    url = next;
  }
}
