import type { RollUp } from '../store';
import { decode, encode } from './json';

type Lists = Pick<RollUp, 'values' | 'steps'>;

/** What a roll-up holds besides its numbers, as text: value sets as a list; steps, where it has them, by that name. Undefined where it has neither. */
export function packSets({ values, steps }: Lists): string | undefined {
  if (steps !== undefined) return encode({ steps });
  return values === undefined ? undefined : encode(values);
}

export function unpackSets(text: string): Lists {
  const stored = decode<NonNullable<RollUp['values']> | Required<Pick<RollUp, 'steps'>>>(text);
  return 'steps' in stored ? { steps: stored.steps } : { values: stored };
}
