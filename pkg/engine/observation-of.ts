import { BUCKET_WIDTHS, type Feature, type Observation, type StoredFinding } from '../model';
import { kindOf } from './kind-of';

/** The observation a finding was made of, as far as the finding holds it: of a set of values only the deciding one, of a list only the step that decided. */
export function observationOf(finding: StoredFinding, feature: Feature): Observation {
  const place = { entity: finding.entity, start: finding.start, width: BUCKET_WIDTHS[feature.bucket] };
  switch (kindOf(feature)) {
    case 'values':
      return { kind: 'values', ...place, values: finding.value === undefined ? someValues(finding.observed) : new Map([[finding.value, finding.observed]]) };
    case 'ordered':
      return { kind: 'ordered', ...place, steps: [{ at: finding.start, value: finding.value ?? '' }], beyond: 0 };
    case 'single':
      return { kind: 'single', ...place, eventId: finding.eventId ?? '', value: finding.observed };
    case 'magnitude':
      return { kind: 'magnitude', ...place, value: finding.observed, events: 1 };
    default:
      return { kind: 'count', ...place, value: finding.observed };
  }
}

/** So many, of which nothing but their number is known. */
function someValues(count: number): ReadonlyMap<string, number> {
  return new Map(Array.from({ length: count }, (_, at) => [`value ${at + 1}`, 1]));
}
