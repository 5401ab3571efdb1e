import type { FieldName, Millis } from '../../pkg/model';
import type { ErrorCode } from '../../pkg/errors';

/** Bytes of one record inside a larger buffer. Valid only during the call. */
export interface Slice {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** How and when a record came. */
export interface Arrival {
  /** When the collector had it. */
  readonly observed: Millis;
  /** For lines without year or zone. */
  readonly year?: number;
  readonly zone?: string;
  /** Identity of the sender's record for `habitus.id`, where the source has none: file fingerprint and offset, or request hash and index. */
  readonly origin: string;
  /** File and line, or receiver, for messages. */
  readonly place: string;
}

/** Turns one vendor's payload into events. No state between calls, except caches. Never throws on bad input: it rejects. */
export interface Source {
  readonly name: string;
  parse(payload: Slice, at: Arrival, out: EventWriter): void;
  /** How sure it is, from 0 to 1, that these first lines are its own: `--source` may then be left out. */
  guess(sample: string): number;
}

/** Takes the fields of one event and ends in one encoded event or one rejection. Nothing is allocated for an event in the hot sources. */
export interface EventWriter {
  time(at: Millis): void;
  /** A constant or interned string. */
  text(field: FieldName, value: string): void;
  /** Bytes copied as they are (UTF-8). */
  slice(field: FieldName, bytes: Uint8Array, start: number, end: number): void;
  number(field: FieldName, value: number): void;
  flag(field: FieldName, value: boolean): void;
  /** Adds to a field that holds a list. */
  add(field: FieldName, value: string): void;
  label(key: string, value: string): void;
  /** Into `habitus.extra`, any JSON value. */
  extra(key: string, value: unknown): void;
  /** Ends the event: clean, enrich, encode follow. */
  end(): void;
  /** Ends it as a dead letter. */
  reject(code: ErrorCode, expected: string, got: string): void;
  /** Ends it as dropped on purpose, counted by reason: a line that is understood and holds no behaviour. */
  drop(reason: string): void;
}
