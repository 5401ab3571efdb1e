import type { Feature } from '../model';
import { kindOf } from './kind-of';

/**
 * Which features look at the same events of the same entity: failed sign-ins and the users tried by them go up together, and count as one piece of
 * evidence. Values (countries, networks) are evidence of another kind than how many there were.
 *
 * @returns by feature id: the name of its family, the ids of its members joined by `+`
 */
export function familiesOf(features: readonly Feature[]): ReadonlyMap<string, string> {
  const members = new Map<string, string[]>();
  const keyOf = (feature: Feature): string =>
    isOfItsOwn(feature) ? feature.id : JSON.stringify([feature.entity, feature.where, kindOf(feature) === 'magnitude' ? feature.measure : '']);
  for (const feature of features) members.set(keyOf(feature), [...(members.get(keyOf(feature)) ?? []), feature.id]);
  return new Map(features.map((feature) => [feature.id, (members.get(keyOf(feature)) ?? []).sort().join('+')]));
}

/** With what something was done, and in which order, is evidence of another kind than how much. */
function isOfItsOwn(feature: Feature): boolean {
  return kindOf(feature) === 'values' || kindOf(feature) === 'ordered';
}

/** The families that say with what something was done, or in which order, not how much: each is one feature of values or steps. */
export function valueFamilies(features: readonly Feature[]): ReadonlySet<string> {
  return new Set(features.filter(isOfItsOwn).map(({ id }) => id));
}

/** The family that a receipt counted a feature in. */
export function familyIn(tests: Readonly<Record<string, number>>, feature: string): string {
  return Object.keys(tests).find((family) => family.split('+').includes(feature)) ?? feature;
}
