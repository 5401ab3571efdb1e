import { HabitusError } from '../../../errors';
import { entityField, type Condition } from '../../../model';
import type { CountQuery } from '../../../observe/count-query';
import type { Query } from '../condition';
import { TEXT_ONLY, type Trouble } from './columns';
import { both, exists, fits, likeAny, viewCondition, ALL, NONE, type Combinations, type Leaf } from './condition';
import { ruleOf } from './derive';
import { columnsOf, isAlways, type Reading } from './reading';
import { someOf } from './some-of';
import { groupable, readingOf, theirFields, type Unit } from './unit';

/** A question as one unit can answer it. */
export interface Question {
  readonly entity: Reading;
  /** What is measured; undefined where events are counted. */
  readonly measured?: Reading;
}

/** Every field that the question needs. */
export function fieldsOfQuery({ entity, measure, where }: Pick<CountQuery, 'entity' | 'measure' | 'where'>): string[] {
  const fields = new Set([entityField(entity.role, entity.type), ...fieldsOfCondition(where)]);
  if ('field' in measure) fields.add(measure.field);
  return [...fields];
}

export function fieldsOfCondition(where: Condition): string[] {
  if ('all' in where) return where.all.flatMap(fieldsOfCondition);
  if ('any' in where) return where.any.flatMap(fieldsOfCondition);
  return 'not' in where ? fieldsOfCondition(where.not) : [where.field];
}

/** Why a unit cannot answer, in words; or how it does. */
export function questionFor(unit: Unit, query: Pick<CountQuery, 'entity' | 'measure' | 'where'>): Question | Trouble {
  const entity = usable(unit, entityField(query.entity.role, query.entity.type));
  if ('trouble' in entity) return entity;
  const unasked = troubleIn(unit, query.where);
  if (unasked !== undefined) return unasked;
  if (!('field' in query.measure)) return { entity };
  const measured = usable(unit, query.measure.field);
  return 'trouble' in measured ? measured : { entity, measured };
}

/**
 * @throws HabitusError HAB-VIEW-002 where an operator named the field: that is a mistake to be told. Where a kind of data only happens to hold it so, the feature
 *         is one that the view does not have
 */
export function refuseNamed(unit: Unit, query: Pick<CountQuery, 'entity' | 'measure' | 'where'>, { trouble }: Trouble): void {
  const read = fieldsOfQuery(query).flatMap((field) => [field, ...(ruleOf(field)?.from ?? [])]);
  const named = read.find((field) => unit.view.fields !== undefined && Object.hasOwn(unit.view.fields, field) && isTroubled(unit, field));
  if (named !== undefined) throw new HabitusError('HAB-VIEW-002', trouble, `view ${unit.view.name}: a field for ${named} that can be grouped by`);
}

function isTroubled(unit: Unit, field: string): boolean {
  const reading = groupable(readingOf(unit, field));
  return reading !== undefined && 'trouble' in reading;
}

function usable(unit: Unit, field: string): Reading | Trouble {
  return groupable(readingOf(unit, field)) ?? missingIn(unit, field);
}

/** That nothing of a field is there, and by which names it was looked for. */
export function missingIn({ view, indices }: Unit, field: string): Trouble {
  const names = [...new Set(theirFields(view, field))];
  const looked = names.length === 0 ? 'which `fields` does not name' : someOf(names);
  return { trouble: `${field} (${looked}) is not in ${indices[0] ?? 'the view'}` };
}

/** A test that cannot be put is a trouble; one of a field that no event has just fails. */
function troubleIn(unit: Unit, where: Condition): Trouble | undefined {
  if ('all' in where || 'any' in where) return ('all' in where ? where.all : where.any).map((one) => troubleIn(unit, one)).find((one) => one !== undefined);
  if ('not' in where) return troubleIn(unit, where.not);
  const reading = readingOf(unit, where.field);
  if (reading === undefined || 'trouble' in reading) return reading;
  const words = 'exists' in where ? undefined : columnsOf(reading).find(({ type }) => type === 'words');
  return words === undefined ? undefined : { trouble: `${words.shown} ${TEXT_ONLY.trouble}` };
}

/** A field whose absence makes the condition fail for every event of the unit; undefined where it may hold. */
export function neverHolds(unit: Unit, where: Condition): string | undefined {
  if ('all' in where) return where.all.map((one) => neverHolds(unit, one)).find((field) => field !== undefined);
  if ('any' in where) {
    const fields = where.any.map((one) => neverHolds(unit, one));
    return fields.every((field) => field !== undefined) ? fields[0] : undefined;
  }
  return 'not' in where || holdsFor(unit, where) ? undefined : where.field;
}

function holdsFor(unit: Unit, leaf: Leaf): boolean {
  const reading = readingOf(unit, leaf.field);
  if (reading === undefined || 'trouble' in reading) return fits(leaf, undefined);
  return reading.kind !== 'constant' || reading.values.some((value) => fits(leaf, value));
}

/** Which of the unit's documents the question is about, but for their time. */
export async function filterFor(
  unit: Unit,
  query: Pick<CountQuery, 'where' | 'only'>,
  { entity, measured }: Question,
  combinations: Combinations
): Promise<Query> {
  const of = (field: string): Reading | undefined => {
    const reading = readingOf(unit, field);
    return reading === undefined || 'trouble' in reading ? undefined : reading;
  };
  const only = query.only === undefined ? ALL : query.only.length === 0 ? NONE : (likeAny(entity, query.only) ?? ALL);
  const where = await viewCondition(query.where, { of, combinations });
  return both([there(entity), measured === undefined ? ALL : there(measured), only, where]);
}

function there(reading: Reading): Query {
  if (isAlways(reading)) return ALL;
  const columns = columnsOf(reading).map(exists);
  return columns.length === 1 ? columns[0]! : { bool: { should: columns, minimum_should_match: 1 } };
}
