import { text } from '../reading';

export type Outcome = 'success' | 'failure' | 'unknown';

/** What a sender's word for a result means: `Succeeded`, `ALLOW`, `denied`, `true`. Undefined for a word that says neither. */
export function outcomeOf(given: unknown): Outcome | undefined {
  const said = text(given)?.toLowerCase();
  if (said === undefined) return undefined;
  if (SUCCESS.has(said)) return 'success';
  if (FAILURE.has(said)) return 'failure';
  return said === 'unknown' ? 'unknown' : undefined;
}

const SUCCESS = new Set('success succeeded successful successfully ok true allow allowed accept accepted granted pass passed completed approved'.split(' '));
const FAILURE = new Set(
  'failure failed fail false deny denied error block blocked reject rejected refused timeout fraud abandoned unanswered unauthorized forbidden declined'.split(
    ' '
  )
);
