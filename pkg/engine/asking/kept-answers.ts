import type { Millis } from '../../model';
import { ANSWERS } from '../../store/keep';
import type { StateStore } from '../../store/store';
import { answerBytes, answersIn, type Answers } from './answers';

/** Where the answers of a feature, an hour and a group of partitions lie. By time first, so that retention finds the old ones. */
export interface AnswerPlace {
  readonly hour: Millis;
  /** `feature@version`. */
  readonly track: string;
  readonly group: number;
}

/** Of compare-and-set, where somebody else asked the same. */
const TRIES = 5;
const NONE: Answers = new Map();

export async function keptAnswers(state: StateStore, place: AnswerPlace): Promise<Answers> {
  const found = await state.get(keyOf(place));
  return found === undefined ? NONE : readable(found.bytes);
}

/**
 * Keeps what came, unless somebody else was faster: of an observation the first answer counts for ever, so that whoever scores the hour again scores the
 * same.
 * @returns all that is kept of the place by now
 */
export async function keepAnswers(state: StateStore, place: AnswerPlace, came: Answers): Promise<Answers> {
  for (let left = TRIES; left > 0; left--) {
    const found = await state.get(keyOf(place));
    const before = found === undefined ? NONE : readable(found.bytes);
    const fresh = [...came].filter(([key]) => !before.has(key));
    if (fresh.length === 0) return before;
    const all = new Map([...before, ...fresh]);
    if ((await state.put(keyOf(place), answerBytes(all), found?.version)) !== undefined) return all;
  }
  return await keptAnswers(state, place);
}

/** A block that cannot be read is one that is not there: what it held is asked again. */
function readable(bytes: Uint8Array): Answers {
  try {
    return answersIn(bytes);
  } catch {
    return NONE;
  }
}

function keyOf({ hour, track, group }: AnswerPlace): string {
  return `${ANSWERS}${new Date(hour).toISOString()}/${track}/${group}`;
}
