import type { Feature, Observation } from '../model';

/** What kind of observation a feature's measure gives. */
export function kindOf({ measure }: Feature): Observation['kind'] {
  switch (measure.kind) {
    case 'count':
    case 'distinct':
      return 'count';
    case 'values':
      return 'values';
    case 'single':
      return 'single';
    default:
      return 'magnitude';
  }
}
