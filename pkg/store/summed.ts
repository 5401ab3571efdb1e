import { FIELDS, type FieldName, type Measure } from '../model';

/** Digits of a sum of fractions that do not depend on the order of summation, in any store. */
const DIGITS = 12;

/** A sum or mean as all stores give it: exact over whole numbers, to 12 digits where a field may hold fractions. */
export function summed(measure: Measure, value: number): number {
  const isWhole = measure.kind === 'count' || FIELDS[measure.field as FieldName] === 'long';
  return isWhole || Number.isSafeInteger(value) ? value : Number(value.toPrecision(DIGITS));
}
