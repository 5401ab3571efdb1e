import type { Context } from './detector';

/** A value that is not rarer than this passes unremarked. */
const REMARKABLE = 1e-3;
/** Findings above it are not kept, so that their limit is not worth its cost. */
const STORED = Math.log(0.01);

/** The p of the upper tail beyond which a value is remarkable: for `unremarkableBelow`. Undefined where the finding is not kept, or only low values are asked for. */
export function remarkableP(logP: number, tail: Context['tail']): number | undefined {
  if (logP > STORED || tail === 'lower') return undefined;
  return tail === 'both' ? REMARKABLE / 2 : REMARKABLE;
}
