import type { Condition, Feature, Observation } from '../model';
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

/** What a family's evidence is worth beside that of others. */
export interface FamilyKind {
  /** It says with what something was done, or in which order, not how much: one feature of values or of steps. */
  readonly ofValues: boolean;
  /** Which events it looks at: the category it asks for, or the fields. Familiar values speak for the amounts of the same subject only. */
  readonly subject: string;
}

const OF_VALUES: ReadonlySet<Observation['kind']> = new Set(['values', 'ordered']);

/** @returns by family, as `familiesOf` names them */
export function familyKinds(features: readonly Feature[]): ReadonlyMap<string, FamilyKind> {
  const families = familiesOf(features);
  return new Map(
    features.map((feature) => [families.get(feature.id) ?? feature.id, { ofValues: OF_VALUES.has(kindOf(feature)), subject: subjectOf(feature.where) }])
  );
}

function subjectOf(where: Condition | undefined): string {
  const terms = termsOf(where);
  const category = terms.find((term) => term.field === 'event.category' && 'is' in term);
  if (category && 'is' in category) return `event.category ${[category.is].flat().join(' ')}`;
  return [...new Set(terms.map(({ field }) => field))].sort().join(' ');
}

type Term = Extract<Condition, { readonly field: string }>;

/** What has to hold in any case. */
function termsOf(where: Condition | undefined): readonly Term[] {
  if (where === undefined) return [];
  if ('field' in where) return [where];
  return 'all' in where ? where.all.flatMap(termsOf) : [];
}

/** What was asked of a service is evidence of its own, of all features together: how it comes to its p, and from which events, only the service knows. */
export const ASKED_FAMILY = 'scoring service';

/** The family that a receipt counted a feature in. */
export function familyIn(tests: Readonly<Record<string, number>>, feature: string): string {
  return Object.keys(tests).find((family) => family.split('+').includes(feature)) ?? feature;
}
