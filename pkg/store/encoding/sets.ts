import type { RollUp } from '../store';
import { decode, encode } from './json';

type Lists = Pick<RollUp, 'values' | 'steps'>;
type StoredList = readonly [bucket: number, steps: string, beyond?: number];
type StoredSteps = { readonly words: readonly string[]; readonly lists: readonly StoredList[] };

/** What a roll-up holds besides its numbers, as text: value sets as a list; steps with their words. Undefined where it has neither. */
export function packSets({ values, steps }: Lists): string | undefined {
  if (steps === undefined) return values === undefined ? undefined : encode(values);
  const lists = steps.lists.map(({ bucket, steps: list, beyond }): StoredList => (beyond === 0 ? [bucket, list] : [bucket, list, beyond]));
  return encode({ words: steps.words, lists } satisfies StoredSteps);
}

export function unpackSets(text: string): Lists {
  const stored = decode<NonNullable<RollUp['values']> | StoredSteps>(text);
  if (!('words' in stored)) return { values: stored };
  const lists = stored.lists.map(([bucket, steps, beyond = 0]) => ({ bucket, steps, beyond }));
  return { steps: { words: stored.words, lists } };
}
