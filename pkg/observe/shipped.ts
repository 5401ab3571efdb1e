import type { Feature } from '../model';
import { FEATURES } from './generated/features';

/** The features that every installation has, in the order of their files. */
export function shippedFeatures(): Feature[] {
  return [...FEATURES];
}
