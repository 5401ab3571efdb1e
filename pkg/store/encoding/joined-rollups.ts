import type { RollUp } from '../store';
import { packSteps, unpackSteps, type PackedSteps } from './steps';

const ARRAYS = ['observed', 'expected', 'lower', 'upper'] as const;

type Steps = NonNullable<RollUp['steps']>;

/** Pieces of one row, in the order in which they were written, as the whole. Of one bucket the last piece counts; of another version of the feature nothing. */
export function joined(pieces: readonly RollUp[]): RollUp {
  const last = pieces.at(-1)!;
  if (pieces.length === 1) return last;
  const same = pieces.filter(({ featureVersion }) => featureVersion === last.featureVersion);
  const [values, steps] = [valuesOf(same), stepsOf(same)];
  const { observed, expected, lower, upper } = last;
  const whole = { observed: observed.slice(), expected: expected.slice(), lower: lower.slice(), upper: upper.slice() };
  for (const piece of same.slice(0, -1).reverse()) takeEmpty(whole, piece);
  return { ...last, ...whole, ...(values && { values }), ...(steps && { steps }) };
}

/** Buckets that the later pieces say nothing of. */
function takeEmpty(whole: Pick<RollUp, (typeof ARRAYS)[number]>, piece: RollUp): void {
  for (let bucket = 0; bucket < whole.observed.length; bucket++) {
    if (ARRAYS.some((name) => !Number.isNaN(whole[name][bucket]))) continue;
    for (const name of ARRAYS) whole[name][bucket] = piece[name][bucket]!;
  }
}

function valuesOf(pieces: readonly RollUp[]): RollUp['values'] {
  const found = pieces.flatMap(({ values }) => values ?? []);
  const byBucket = new Map(found.map((one) => [one.bucket, one]));
  return found.length === 0 ? undefined : [...byBucket.values()].sort((a, b) => a.bucket - b.bucket);
}

/** Each piece has its words; the whole has each word once. */
function stepsOf(pieces: readonly RollUp[]): Steps | undefined {
  const [places, lists] = [new Map<string, number>(), new Map<number, PackedSteps & { readonly bucket: number }>()];
  for (const { steps } of pieces) {
    for (const list of steps?.lists ?? []) {
      lists.set(list.bucket, { bucket: list.bucket, ...packSteps({ start: 0, ...unpackSteps(list, steps!.words, 0) }, places) });
    }
  }
  return lists.size === 0 ? undefined : { words: [...places.keys()], lists: [...lists.values()].sort((a, b) => a.bucket - b.bucket) };
}
