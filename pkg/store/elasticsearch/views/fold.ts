import type { Measure } from '../../../model';
import type { CountQuery } from '../../../observe/count-query';
import { numberIn } from '../condition';
import { isSum } from '../fold-values';
import type { Grouping, RawGroup } from './groups-of';
import type { Question } from './question';
import { columnsOf, distinct, valueOf, type Reading } from './reading';
import { addMagnitude, addValue, type Tallies } from './tally';
import { isWhole } from './unit';

/** What the groups must be made by: the entity's columns, and the measured ones where the cluster cannot add those up itself. */
export function groupedBy(query: Pick<CountQuery, 'measure'>, { entity, measured }: Question): Pick<Grouping, 'columns' | 'metric'> {
  const pushed = measured === undefined ? undefined : pushedDown(query.measure, measured);
  if (pushed !== undefined) return { columns: columnsOf(entity), metric: pushed };
  return { columns: distinct([...columnsOf(entity), ...(measured === undefined ? [] : columnsOf(measured))]) };
}

/** Sums over whole numbers as they are. Fractions become whole numbers one by one, where our field holds those, and so are counted value by value. */
function pushedDown(measure: Measure, reading: Reading): Grouping['metric'] {
  if (!isSum(measure) || reading.kind !== 'column' || reading.map !== undefined) return undefined;
  const { type } = reading.column;
  if (type !== 'whole' && !(type === 'fraction' && measure.kind === 'maximum' && !isWhole(measure.field))) return undefined;
  return { kind: measure.kind === 'maximum' ? 'max' : 'sum', column: reading.column };
}

/** Adds one group to what is known of its entity, if that is one that is asked about. */
export function fold(tallies: Tallies, query: CountQuery, only: ReadonlySet<string> | undefined, question: Question, group: RawGroup): void {
  const id = valueOf(question.entity, group.raw);
  if (id === undefined || only?.has(id) === false || group.start < query.from || group.start >= query.to) return;
  const { measure } = query;
  if (measure.kind === 'count') {
    tallies.at(group.start, id).events += group.events;
    return;
  }
  if (group.metric !== undefined) {
    addMagnitude(tallies.at(group.start, id), group.metric, group.metric, group.events);
    return;
  }
  const value = question.measured === undefined ? undefined : valueOf(question.measured, group.raw);
  if (value === undefined) return;
  if (!isSum(measure)) {
    addValue(tallies.at(group.start, id), value, group.events);
    return;
  }
  const number = numberOf(measure.field, value);
  if (number !== undefined) addMagnitude(tallies.at(group.start, id), number * group.events, number, group.events);
}

export function numberOf(field: string, value: string): number | undefined {
  const number = numberIn(value);
  return number !== undefined && isWhole(field) ? Math.round(number) : number;
}
