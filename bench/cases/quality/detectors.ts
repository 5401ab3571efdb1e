import { DETECTORS } from '../../../pkg/detect/registry';
import type { Observation } from '../../../pkg/model';

/** The detectors that can judge such observations by themselves, by name: each is measured alone beside the whole. */
export function detectorsFor(kind: Observation['kind'], tail: 'upper' | 'both'): string[] {
  return Object.values(DETECTORS).flatMap(({ meta }) => (meta.asked !== true && meta.judges.includes(kind) && meta.tails.includes(tail) ? [meta.name] : []));
}

/** A definition file of a part of this case, as `--features` takes it. */
export function featuresOf(part: string): string {
  return `bench/cases/quality/${part}/features.yaml`;
}
