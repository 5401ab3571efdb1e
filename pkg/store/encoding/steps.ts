import type { Millis, Ordered } from '../../model';

/** A list of steps in few letters: for each the milliseconds since the one before (the first: since the bucket's start) and the place of its word, in base 36. */
export interface PackedSteps {
  readonly steps: string;
  readonly beyond: number;
}

/** About 6 bytes a step. Every bit comes back. @param places of words; those that are not there are added */
export function packSteps({ start, steps, beyond }: Pick<Ordered, 'start' | 'steps' | 'beyond'>, places: Map<string, number>): PackedSteps {
  let last = start;
  const tokens = steps.map(({ at, value }) => {
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    const token = `${(at - last).toString(36)} ${place.toString(36)}`;
    last = at;
    return token;
  });
  return { steps: tokens.join(','), beyond };
}

/** @param start of the bucket */
export function unpackSteps({ steps, beyond }: PackedSteps, words: readonly string[], start: Millis): Pick<Ordered, 'steps' | 'beyond'> {
  let at = start;
  const list = steps === '' ? [] : steps.split(',');
  return {
    steps: list.map((token) => {
      const [gap = '', place = ''] = token.split(' ');
      at += Number.parseInt(gap, 36);
      return { at, value: words[Number.parseInt(place, 36)] ?? '' };
    }),
    beyond,
  };
}
