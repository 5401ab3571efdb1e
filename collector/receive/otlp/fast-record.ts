import type { Millis } from '../../../pkg/model';
import type { PlainRecord } from '../../sources/otlp/plain-record';
import { FastCursor, ODD } from './fast-cursor';
import { KeyTable, type Known } from './key-table';
import type { SeenTexts } from './seen-texts';

const keys = new KeyTable();

/**
 * Reads a LogRecord in one pass, attribute by attribute into the event that is being written, with no object between. What it does not know (lists
 * and maps as values, negative or very large numbers, unknown fields, any damage) makes the record odd, and the careful way reads it again.
 */
export class FastRecord {
  private readonly cursor = new FastCursor();
  private time = 0;
  private observed = 0;
  private body: string | undefined;
  private severity = '';
  private eventName = '';
  /** The attribute before the one that is read. */
  private before: Known = keys.start;

  public constructor(private readonly plain: PlainRecord) {}

  /** @returns false for an odd record: what was written of it is to be forgotten */
  public write(bytes: Buffer, start: number, end: number, now: Millis): boolean {
    const { cursor } = this;
    cursor.take(bytes);
    cursor.at = start;
    this.time = this.observed = 0;
    this.body = undefined;
    this.severity = this.eventName = '';
    this.before = keys.start;
    if (!this.plain.begin()) return false;
    while (cursor.at < end) if (!this.readField(bytes[cursor.at++] ?? 0, end)) return false;
    const at = this.time || this.observed || now;
    return at > EARLIEST && at < LATEST && this.plain.end(at, this.eventName, this.severity, this.body);
  }

  private readField(key: number, end: number): boolean {
    switch (key) {
      case KEY.attributes:
        return this.readAttribute(end);
      case KEY.time:
        return (this.time = this.cursor.millis(end)) !== ODD;
      case KEY.observed:
        return (this.observed = this.cursor.millis(end)) !== ODD;
      case KEY.severityText:
        return (this.severity = this.text(end) ?? '') !== '';
      case KEY.eventName:
        return (this.eventName = this.text(end) ?? '') !== '';
      case KEY.body:
        return this.readBody(end);
      default:
        return this.skip(key, end);
    }
  }

  /** What an event has no use for: the number of the severity, dropped attributes, flags, trace and span. */
  private skip(key: number, end: number): boolean {
    const { cursor } = this;
    if (key === KEY.severityNumber || key === KEY.dropped) return cursor.small(end) !== ODD;
    if (key === KEY.traceId || key === KEY.spanId) cursor.at = cursor.end(end);
    else if (key === KEY.flags) cursor.at += 4;
    else return false;
    return cursor.at !== ODD && cursor.at <= end;
  }

  private readAttribute(limit: number): boolean {
    const { cursor } = this;
    const { bytes } = cursor;
    const end = cursor.end(limit);
    if (end === ODD || bytes[cursor.at++] !== KEY.key) return false;
    const nameEnd = cursor.end(end);
    if (nameEnd === ODD) return false;
    const { attribute, values } = (this.before = keys.find(bytes, cursor.view, cursor.at, nameEnd, this.before));
    cursor.at = nameEnd;
    if (cursor.at >= end || bytes[cursor.at++] !== KEY.value || cursor.end(end) !== end || cursor.at >= end) return false;
    const value = this.plainValue(end, values);
    return value !== undefined && cursor.at === end && this.plain.put(attribute, value);
  }

  private readBody(limit: number): boolean {
    const { cursor } = this;
    const end = cursor.end(limit);
    if (end === ODD || cursor.at >= end || cursor.bytes[cursor.at++] !== VALUE.text) return false;
    this.body = this.text(end);
    return this.body !== undefined && cursor.at === end;
  }

  private plainValue(end: number, values: SeenTexts): string | number | boolean | undefined {
    const { cursor } = this;
    switch (cursor.bytes[cursor.at++]) {
      case VALUE.text:
        return this.seen(end, values);
      case VALUE.whole: {
        const whole = cursor.whole(end);
        return whole === ODD ? undefined : whole;
      }
      case VALUE.flag: {
        const flag = cursor.small(end);
        return flag === ODD ? undefined : flag !== 0;
      }
      case VALUE.double:
        return cursor.at + 8 === end ? cursor.double() : undefined;
      default:
        return undefined;
    }
  }

  private seen(limit: number, values: SeenTexts): string | undefined {
    const { cursor } = this;
    const end = cursor.end(limit);
    if (end === ODD) return undefined;
    const text = values.text(cursor.bytes, cursor.view, cursor.at, end);
    cursor.at = end;
    return text;
  }

  private text(limit: number): string | undefined {
    const { cursor } = this;
    const end = cursor.end(limit);
    if (end === ODD) return undefined;
    const text = cursor.bytes.toString('utf8', cursor.at, end);
    cursor.at = end;
    return text;
  }
}

/** Below 1973 and above 5138 a number of milliseconds may be meant in another unit. */
const EARLIEST = 1e11;
const LATEST = 1e14;

/** Field number and wire type of opentelemetry/proto/logs/v1/logs.proto and common/v1/common.proto. */
const KEY = {
  time: (1 << 3) | 1,
  severityNumber: 2 << 3,
  severityText: (3 << 3) | 2,
  body: (5 << 3) | 2,
  attributes: (6 << 3) | 2,
  dropped: 7 << 3,
  flags: (8 << 3) | 5,
  traceId: (9 << 3) | 2,
  spanId: (10 << 3) | 2,
  observed: (11 << 3) | 1,
  eventName: (12 << 3) | 2,
  key: (1 << 3) | 2,
  value: (2 << 3) | 2,
} as const;
const VALUE = { text: (1 << 3) | 2, flag: 2 << 3, whole: 3 << 3, double: (4 << 3) | 1 } as const;
