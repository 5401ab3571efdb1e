import type { EntityRef, Measure, Observation } from '../../../model';
import { magnitude, isSum, type Sum } from '../fold-values';

/** Up to here a distinct count is promised to be exact in every store. */
const EXACT_DISTINCT = 1_024;

/** What is known of one entity in one bucket so far, in a form that more can be added to, whichever index or store it comes from. */
export interface Tally {
  events: number;
  sum: number;
  most: number;
  readonly values: Map<string, number>;
}

export class Tallies {
  private readonly byStart = new Map<number, Map<string, Tally>>();

  public at(start: number, entity: string): Tally {
    let entities = this.byStart.get(start);
    if (entities === undefined) this.byStart.set(start, (entities = new Map<string, Tally>()));
    let tally = entities.get(entity);
    if (tally === undefined) entities.set(entity, (tally = { events: 0, sum: 0, most: -Infinity, values: new Map() }));
    return tally;
  }

  /** Takes over what another holds. */
  public add(other: Tallies): void {
    for (const [start, entities] of other.byStart) {
      for (const [id, { events, sum, most, values }] of entities) {
        const tally = this.at(start, id);
        addMagnitude(tally, sum, most, events);
        for (const [value, times] of values) addValue(tally, value, times);
      }
    }
  }

  /** In order of bucket, then of the entity's bytes, as every store gives them. */
  public *observations(type: EntityRef['type'], width: number, measure: Exclude<Measure, { kind: 'single' | 'ordered' }>): Generator<Observation> {
    for (const start of [...this.byStart.keys()].sort((a, b) => a - b)) {
      const entities = [...this.byStart.get(start)!].map(([id, tally]) => ({ id, tally, bytes: Buffer.from(id) }));
      for (const { id, tally } of entities.sort((a, b) => Buffer.compare(a.bytes, b.bytes))) {
        yield observed({ entity: { type, id }, start, width }, measure, tally);
      }
    }
  }
}

/** The same question as one whose answers can be added up. */
export function additive(measure: Measure): Measure {
  if (measure.kind === 'distinct') return { kind: 'values', field: measure.field };
  return measure.kind === 'mean' ? { kind: 'sum', field: measure.field } : measure;
}

/** Adds what another store counted by the additive form of the measure. */
export function addObservation(tally: Tally, measure: Measure, obs: Observation): void {
  if (obs.kind === 'values') for (const [value, times] of obs.values) addValue(tally, value, times);
  if (obs.kind === 'count') tally.events += obs.value;
  if (obs.kind === 'magnitude') addMagnitude(tally, measure.kind === 'maximum' ? 0 : obs.value, obs.value, obs.events);
}

export function addValue(tally: Tally, value: string, times: number): void {
  tally.values.set(value, (tally.values.get(value) ?? 0) + times);
}

export function addMagnitude(tally: Tally, sum: number, most: number, events: number): void {
  tally.events += events;
  tally.sum += sum;
  tally.most = Math.max(tally.most, most);
}

function observed(
  at: { entity: EntityRef; start: number; width: number },
  measure: Exclude<Measure, { kind: 'single' | 'ordered' }>,
  tally: Tally
): Observation {
  if (measure.kind === 'count') return { ...at, kind: 'count', value: tally.events };
  if (isSum(measure)) return magnitude(at, measure satisfies Sum, measure.kind === 'maximum' ? tally.most : tally.sum, tally.events);
  const { size } = tally.values;
  if (measure.kind === 'distinct') return { ...at, kind: 'count', value: size, ...(size > EXACT_DISTINCT && { approximate: true }) };
  return { ...at, kind: 'values', values: new Map([...tally.values].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) };
}
