import { BUCKET_WIDTHS, entityField, type Condition, type Feature, type Millis } from '../model';
import type { CountQuery } from './count-query';

/** The feature as a question to a store, over [from, to), both on bucket boundaries. `only`: these entities (ids). */
export function compile(feature: Feature, namespace: string, from: Millis, to: Millis, only?: readonly string[]): CountQuery {
  const query: CountQuery = {
    namespace,
    entity: feature.entity,
    where: feature.where,
    measure: feature.measure,
    width: BUCKET_WIDTHS[feature.bucket],
    from,
    to,
  };
  return only === undefined ? query : { ...query, only };
}

/** The events that the feature counts for one entity. */
export function eventsOf({ entity: { role, type }, where }: Feature, id: string | readonly string[]): Condition {
  return { all: [{ field: entityField(role, type), is: id }, where] };
}
