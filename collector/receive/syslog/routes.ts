import { LRUCache } from 'lru-cache';
import { guessSource } from '../../sources/registry';
import type { Source } from '../../sources/source';
import { syslogParts, type SyslogParts } from './head';

/** Who reads a message, and whether it gets the whole line or the program's own words: a source that knows syslog's head wants it, an access line or a JSON document has none. */
export interface Route {
  readonly source: Source;
  readonly whole: boolean;
}

/** A sender and program that no source knew, and how long that is believed. */
const UNKNOWN = { source: undefined } as const;
const UNKNOWN_FOR = 10 * 60_000;
const MOST_KNOWN = 10_000;

/** Finds the source of a message by a guess per sender and program, which is remembered: guessing costs as much as parsing. */
export class Routes {
  private readonly known = new LRUCache<string, Route | typeof UNKNOWN>({ max: MOST_KNOWN });

  /** @param named set by the operator for this receiver: nothing is guessed then */
  public constructor(private readonly named?: Source) {}

  /** The message for its source; `undefined` when none knows it; `first` tells whether this sender and program were not seen lately. */
  public find(message: Buffer, sender: string): { readonly source: Source; readonly bytes: Buffer } | { readonly source: undefined; readonly first: boolean } {
    const parts = syslogParts(message);
    const key = `${sender} ${parts.program}`;
    let route = this.known.get(key);
    const isFirst = route === undefined;
    if (route === undefined) {
      route = this.guess(message, parts) ?? UNKNOWN;
      this.known.set(key, route, route === UNKNOWN ? { ttl: UNKNOWN_FOR } : {});
    }
    if (route.source === undefined) return { source: undefined, first: isFirst };
    return { source: route.source, bytes: route.whole ? message : message.subarray(parts.message) };
  }

  private guess(message: Buffer, { message: start }: SyslogParts): Route | undefined {
    const whole = message.toString('utf8');
    const words = message.subarray(start).toString('utf8');
    if (this.named) return { source: this.named, whole: this.named.guess(whole) >= this.named.guess(words) };
    const source = guessSource(whole);
    if (source) return { source, whole: true };
    const inside = guessSource(words);
    return inside && { source: inside, whole: false };
  }
}
