import type { Millis } from '../../../pkg/model';
import type { Source } from '../../sources/source';
import type { LineBatch } from './lines';

/** Where a stream goes on: a link that the service gave, or the moment up to which it was read. Opaque to the loop. */
export interface PullCursor {
  readonly link?: string;
  readonly from: Millis;
}

export interface Page {
  readonly records: readonly Buffer[];
  /** Where to go on once the records are in the log; absent while the next page is needed first. */
  readonly cursor?: PullCursor;
  /** Records that were too long to be read at all. */
  readonly tooLong?: number;
}

/** A JSON answer. */
export interface Answer {
  readonly body: unknown;
  readonly headers: Headers;
}

export type Get = (url: string) => Promise<Answer>;

/** For answers that are lines instead of a JSON document. */
export type GetLines = (url: string) => AsyncIterable<LineBatch>;

/** One log of a service: how its pages are asked for. */
export interface PullStream {
  /** Names the cursor's file: `okta-acme.okta.com`. */
  readonly name: string;
  readonly source: Source;
  /** Of times that are a wall clock. */
  readonly zone?: string;
  /** Pages up to what there is now. @throws HabitusError HAB-RECV-009 for an answer of another form */
  pages(cursor: PullCursor, now: Millis, get: Get, lines: GetLines): AsyncIterable<Page>;
}

/** Gives the headers that let a request in. */
export interface Credentials {
  headers(): Promise<Readonly<Record<string, string>>>;
  /** They were refused: what is remembered is forgotten. */
  refused(): void;
}

export function recordsOf(list: unknown): Buffer[] {
  return Array.isArray(list) ? list.map((one) => Buffer.from(JSON.stringify(one))) : [];
}
