import type { Arrival, EventWriter, Slice, Source } from './source';

/** Parses one record. One that breaks its parser (a document nested a hundred thousand deep) is a dead letter like any other: nothing stops for a record. */
export function parseGuarded(source: Source, payload: Slice, at: Arrival, out: EventWriter): void {
  guarded(out, () => source.parse(payload, at, out));
}

/** The same for any way of writing one event. */
export function guarded(out: EventWriter, write: () => void): void {
  try {
    write();
  } catch (cause) {
    out.reject('HAB-PARSE-003', 'a record that can be read', cause instanceof Error ? cause.message : String(cause));
  }
}
