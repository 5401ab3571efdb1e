import type { EntityRef, Measure, Observation } from '../../model';
import { summed } from '../summed';
import { numberIn } from './condition';
import type { Place } from './field';
import type { Group } from './groups';

/** Up to here a distinct count is promised to be exact in every store. */
const EXACT_DISTINCT = 1024;

export interface InBucket {
  readonly entity: EntityRef;
  readonly start: number;
  readonly width: number;
}

export type Sum = Extract<Measure, { kind: 'sum' | 'mean' | 'maximum' }>;
type ByValue = Exclude<Measure, { kind: 'count' | 'single' | 'ordered' }>;
type Counted = readonly [value: string, times: number];

export function isSum(measure: Measure): measure is Sum {
  return measure.kind === 'sum' || measure.kind === 'mean' || measure.kind === 'maximum';
}

export function magnitude(at: InBucket, measure: Sum, total: number, events: number): Observation {
  const value = measure.kind === 'maximum' ? total : summed(measure, measure.kind === 'mean' ? total / events : total);
  return { ...at, kind: 'magnitude', value, events };
}

/**
 * What is counted value by value: sets, exact distinct counts, and sums of texts that are numbers. Groups of one bucket and entity follow
 * each other, each with a value; every run of them is one observation. One run is held at a time.
 */
export async function* foldValues(
  groups: AsyncIterable<Group>,
  placeIn: (group: Group) => InBucket,
  measure: ByValue,
  place: Place
): AsyncGenerator<Observation> {
  let first: Group | undefined;
  let values: Counted[] = [];
  for await (const group of groups) {
    if (first !== undefined && (first.key['bucket'] !== group.key['bucket'] || first.key['entity'] !== group.key['entity'])) {
      yield* folded(placeIn(first), measure, place, values);
      [first, values] = [undefined, []];
    }
    first ??= group;
    values.push([String(group.key['value']), group.doc_count]);
  }
  if (first !== undefined) yield* folded(placeIn(first), measure, place, values);
}

function* folded(at: InBucket, measure: ByValue, place: Place, values: readonly Counted[]): Generator<Observation> {
  if (measure.kind === 'distinct') {
    yield { ...at, kind: 'count', value: values.length, ...(values.length > EXACT_DISTINCT && { approximate: true }) };
  } else if (measure.kind === 'values') {
    // Numbers come in their own order, texts in that of their bytes; both stores give the latter.
    yield { ...at, kind: 'values', values: new Map(place.type === 'text' ? values : [...values].sort(([a], [b]) => (a < b ? -1 : 1))) };
  } else yield* folding(at, measure, values);
}

function* folding(at: InBucket, measure: Sum, values: readonly Counted[]): Generator<Observation> {
  const numbers = values.flatMap(([text, times]) => {
    const number = numberIn(text);
    return number === undefined ? [] : [{ number, times }];
  });
  if (numbers.length === 0) return;
  const events = numbers.reduce((sum, { times }) => sum + times, 0);
  const most = numbers.reduce((highest, { number }) => Math.max(highest, number), -Infinity);
  const sum = numbers.reduce((total, { number, times }) => total + number * times, 0);
  yield magnitude(at, measure, measure.kind === 'maximum' ? most : sum, events);
}
