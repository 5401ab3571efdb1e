import { COUNT_TAIL } from './count-tail/detector';
import type { Detector } from './detector';
import { RARITY } from './rarity/detector';

/** Every detector by its name, as features name them. */
export const DETECTORS: Readonly<Record<string, Detector<unknown>>> = {
  'count-tail': COUNT_TAIL,
  rarity: RARITY,
};

/** @throws RangeError naming those that exist */
export function detectorNamed(name: string): Detector<unknown> {
  const detector = Object.hasOwn(DETECTORS, name) ? DETECTORS[name] : undefined;
  if (detector === undefined) throw new RangeError(`detector: expected one of ${Object.keys(DETECTORS).join(', ')}, got ${name}`);
  return detector;
}
