import type { Millis } from '../../pkg/model';
import type { KeptLetter } from './dead-letters';

/** Which letters are meant: all that every given condition fits. */
export interface LetterSelection {
  readonly ids?: readonly string[];
  readonly code?: string;
  readonly source?: string;
  /** What the place begins with: a file, or `webhook stripe`. */
  readonly place?: string;
  readonly since?: Millis;
  readonly until?: Millis;
}

export function isSelected(letter: KeptLetter, { ids, code, source, place, since, until }: LetterSelection): boolean {
  const at = Date.parse(letter.at);
  return (
    (ids === undefined || ids.includes(letter.id)) &&
    (code === undefined || letter.code === code) &&
    (source === undefined || letter.source === source) &&
    (place === undefined || letter.place.startsWith(place)) &&
    (since === undefined || at >= since) &&
    (until === undefined || at < until)
  );
}
