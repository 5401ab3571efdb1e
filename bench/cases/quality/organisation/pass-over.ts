import type { SimulatedEntity } from '../../../../pkg/detect/contract/simulate';
import { FeatureTrack } from '../../../../pkg/engine/feature-track';
import { Pass } from '../../../../pkg/engine/pass';
import { HOUR, type Feature, type Millis, type Observation } from '../../../../pkg/model';
import { parseFeature } from '../../../../pkg/observe';
import { byGroup } from '../../../../pkg/engine/met-by-group';

const MONDAY: Millis = Date.UTC(2026, 0, 5);
const DEFINITION = `apiVersion: habitus/v1
id: events-per-user
version: 1
question: How many events did this user cause?
unit: { one: event, many: events }
entity: { type: user, role: actor }
measure: count
bucket: hour
`;

/** What the engine said of every entity and scored hour, entity after entity: natural logs, 0 where it was silent; and the entity's risk. */
export interface PassedOver {
  readonly logPs: Float64Array;
  readonly risks: Float64Array;
}

/** The feature that counts, judged by these detectors, or by those it gets when it names none. */
export function eventsPerUser(detectors?: readonly string[]): Feature {
  const [feature] = parseFeature(DEFINITION, 'events-per-user.yaml');
  if (feature === undefined) throw new RangeError('expected a feature, got none');
  return detectors === undefined ? feature : { ...feature, detectors };
}

/** The engine's own order of things over simulated hourly counts: peers, epochs, equalisers, the combination, risk. No store, as its observations are given. */
export function passOver(entities: readonly SimulatedEntity[], from: number, feature: Feature): PassedOver {
  const pass = new Pass([new FeatureTrack(feature)], () => undefined);
  const index = new Map(entities.map(({ id }, i) => [id, i]));
  const hours = entities[0]!.counts.length;
  const scored = hours - from;
  const [logPs, risks] = [new Float64Array(entities.length * scored), new Float64Array(entities.length * scored)];
  for (let h = 0; h < hours; h++) {
    const start = MONDAY + h * HOUR;
    const observed = byGroup(observedAt(entities, h, start));
    for (const { entity, logPEqualised, risk } of pass.closeHour(start, () => observed)) {
      if (h < from) continue;
      const at = index.get(entity.id)! * scored + h - from;
      logPs[at] = logPEqualised;
      risks[at] = risk;
    }
  }
  return { logPs, risks };
}

function observedAt(entities: readonly SimulatedEntity[], hour: number, start: Millis): Map<string, Observation> {
  const observed = new Map<string, Observation>();
  for (const { id, counts } of entities) {
    const value = counts[hour] ?? 0;
    if (value > 0) observed.set(id, { kind: 'count', entity: { type: 'user', id }, start, width: HOUR, value });
  }
  return observed;
}
