import type { Feature, Observation } from '../model';

/** What kind of observation a feature's measure gives. */
export function kindOf({ measure }: Feature): Observation['kind'] {
  switch (measure.kind) {
    case 'count':
    case 'distinct':
      return 'count';
    case 'values':
    case 'ordered':
    case 'single':
      return measure.kind;
    default:
      return 'magnitude';
  }
}
