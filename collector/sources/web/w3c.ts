import { LRUCache } from 'lru-cache';
import { Fields } from '../json/fields';
import { guarded } from '../parse-guarded';
import type { DocumentSource } from '../record-source';
import { sliceText } from '../slice-text';
import type { Arrival, EventWriter, Slice } from '../source';

/**
 * A source of the W3C extended log format. `#Fields: …` names the columns of the lines behind it: the columns are remembered by file (or request, or run
 * of a receiver), for the last few thousand of them. Where the header was not seen (a tail that went on after a restart, a single line in a shipper's
 * document), `inner` has to tell the columns by the values. Header lines are dropped by name.
 * @param separator of the values
 */
export function w3cSource(inner: DocumentSource, separator: RegExp): DocumentSource {
  const columns = new LRUCache<string, readonly string[]>({ max: 4_096 });
  const dates = new LRUCache<string, string>({ max: 4_096 });
  return {
    name: inner.name,
    parse(payload: Slice, at: Arrival, out: EventWriter): void {
      const line = sliceText(payload);
      if (line.startsWith('#')) {
        const named = /^#Fields:(.*)$/is.exec(line)?.[1];
        if (named !== undefined) columns.set(stretchOf(at), named.trim().split(/\s+/));
        const date = /^#Date: {0,8}(\d{4}-\d\d-\d\d)/i.exec(line)?.[1];
        if (date !== undefined) dates.set(stretchOf(at), date);
        out.drop('header');
        return;
      }
      const names = /^[\s{[]/.test(line) ? undefined : columns.get(stretchOf(at));
      const document = names && rowOf(names, line.trimEnd().split(separator));
      if (document === undefined) inner.parse(payload, at, out);
      else guarded(out, () => inner.spec.write(new Fields(dated(document, dates.get(stretchOf(at)))), at, out));
    },
    spec: inner.spec,
    guess: (sample: string): number => inner.guess(sample),
    guessOf: (documents: readonly unknown[]): number => inner.guessOf(documents),
  };
}

/** A log may leave the date to its header, `#Date: 2026-03-02 08:00:00`. */
function dated(row: Readonly<Record<string, string>>, date: string | undefined): Readonly<Record<string, string>> {
  return date === undefined || row.date !== undefined || row.time === undefined ? row : { ...row, date };
}

/** What lines have in common that stand behind one header: their origin without the offset. */
function stretchOf({ origin }: Arrival): string {
  return origin.slice(0, Math.max(0, origin.lastIndexOf(':')));
}

/** Names and values as one object; `-` is none. Undefined where there are not as many: another header was in force. */
export function rowOf(names: readonly string[], values: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (names.length !== values.length) return undefined;
  return Object.fromEntries(names.flatMap((name, index) => (values[index] === '-' ? [] : [[name, values[index] ?? '']])));
}
