import { hash53 } from '../maths';
import type { Ordered } from '../model';

/** Of a list of steps: the same number for the same steps at the same times with as many more beyond them. */
export function digestOf({ start, steps, beyond }: Ordered): number {
  return hash53(`${beyond}\n${steps.map(({ at, value }) => `${at - start} ${value}`).join('\n')}`);
}
