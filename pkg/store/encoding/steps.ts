import type { Millis, Ordered } from '../../model';

/** A list of steps in few letters: its different words, and for each step the milliseconds since the one before (the first: since the bucket's start) and its word, in base 36. */
export interface PackedSteps {
  readonly words: readonly string[];
  readonly steps: string;
  readonly beyond: number;
}

/** About 6 bytes a step and each different word once. Every bit comes back. */
export function packSteps({ start, steps, beyond }: Pick<Ordered, 'start' | 'steps' | 'beyond'>): PackedSteps {
  const places = new Map<string, number>();
  let last = start;
  const tokens = steps.map(({ at, value }) => {
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    const token = `${(at - last).toString(36)} ${place.toString(36)}`;
    last = at;
    return token;
  });
  return { words: [...places.keys()], steps: tokens.join(','), beyond };
}

/** @param start of the bucket */
export function unpackSteps({ words, steps, beyond }: PackedSteps, start: Millis): Pick<Ordered, 'steps' | 'beyond'> {
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
