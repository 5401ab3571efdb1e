import { FIELDS } from '../../../pkg/model';

/** A dotted name that is a field, or that fields begin with. */
export interface Name {
  readonly full: string;
  readonly isField: boolean;
  /** By every way a document may go on from here: one key, or several in one with dots. */
  readonly under: ReadonlyMap<string, Name>;
}

interface Growing extends Name {
  readonly under: Map<string, Growing>;
}

/** All names of `FIELDS`, to be walked down with a document's keys: no dotted name is put together for a key that is known. */
export const NAMES: Name = grow();

function grow(): Name {
  const byName = new Map<string, Growing>();
  const named = (full: string): Growing => {
    const name = byName.get(full) ?? { full, isField: Object.hasOwn(FIELDS, full), under: new Map<string, Growing>() };
    byName.set(full, name);
    return name;
  };
  for (const field of Object.keys(FIELDS)) {
    const parts = field.split('.');
    for (let from = 0; from < parts.length; from++) {
      for (let to = from + 1; to <= parts.length; to++) {
        named(parts.slice(0, from).join('.')).under.set(parts.slice(from, to).join('.'), named(parts.slice(0, to).join('.')));
      }
    }
  }
  return named('');
}
