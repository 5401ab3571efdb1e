import type { EventWriter } from '../sources/source';

/** A writer that keeps what it was given, for tests of what a part of a source writes. */
export function recorder(): { readonly out: EventWriter; readonly fields: () => Record<string, unknown> } {
  const got: Record<string, unknown> = {};
  const set = (field: string, value: unknown): void => {
    got[field] = value;
  };
  const out: EventWriter = {
    time: (at) => set('@timestamp', new Date(at).toISOString()),
    text: set,
    slice: (field, bytes, start, end) => set(field, Buffer.from(bytes.subarray(start, end)).toString('utf8')),
    number: set,
    flag: set,
    add: (field, value) => {
      const list = (got[field] ??= []) as string[];
      if (!list.includes(value)) list.push(value);
    },
    label: (key, value) => set(`labels.${key}`, value),
    extra: (key, value) => set(`habitus.extra.${key}`, value),
    end: () => set('ended', true),
    reject: (code) => set('rejected', code),
    drop: (reason) => set('dropped', reason),
  };
  return { out, fields: () => got };
}
