import { DAY, HOUR, type Millis } from '../model';

/** What a feature counts: `failed sign-in`, `failed sign-ins`. */
export interface UnitWords {
  readonly one: string;
  readonly many: string;
}

/** A finding in words: a clause for the sentence, and its arithmetic line by line. Every number is from the finding. */
export interface FindingInWords {
  /** "27 failed sign-ins; 0.4 were to be expected (95 of 100 such hours: 0 to 2)" */
  readonly clause: string;
  readonly arithmetic: readonly ArithmeticLine[];
}

export interface ArithmeticLine {
  readonly label: string;
  readonly value: string;
  readonly number?: number;
}

/** Two significant figures below 100, whole numbers with separators from there; nothing below a thousandth is given a number. */
export function figure(x: number): string {
  if (x === 0) return '0';
  if (x < 0) return `-${figure(-x)}`;
  if (x < 0.001) return 'less than 0.001';
  return x < 100 ? String(Number(x.toPrecision(2))) : String(Math.round(x)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A gauge may be of any unit: three significant figures at any size, whole numbers from a thousand on. */
export function quantity(x: number): string {
  return Math.abs(x) < 1_000 ? String(Number(x.toPrecision(3))) : String(Math.round(x)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "0.0031 errors a request; 0.0012 expected (95 of 100 such hours: 0.0009 to 0.0016)": of what is measured and not counted. */
export function quantityAgainst(observed: number, expected: number, interval: readonly [number, number], width: Millis, unit: UnitWords): string {
  const range = `${quantity(interval[0])} to ${quantity(interval[1])}`;
  return `${quantity(observed)} ${observed === 1 ? unit.one : unit.many}; ${quantity(expected)} expected (95 of 100 such ${buckets(width)}: ${range})`;
}

/** Whole numbers as they are, others as `figure`. */
export function exactly(x: number): string {
  return Number.isInteger(x) ? String(x).replace(/\B(?=(\d{3})+$)/g, ',') : figure(x);
}

export function counted(x: number, unit: UnitWords): string {
  return `${exactly(x)} ${x === 1 ? unit.one : unit.many}`;
}

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** "hours": such buckets in the plural. */
export function buckets(width: Millis): string {
  if (width === HOUR) return 'hours';
  if (width === DAY) return 'days';
  return width < HOUR && width > 60_000 ? `spans of ${width / 60_000} minutes` : 'minutes';
}

/** "27 failed sign-ins; 0.4 were to be expected (95 of 100 such hours: 0 to 2)". */
export function againstExpected(observed: number, expected: number, interval: readonly [number, number], width: Millis, unit: UnitWords): string {
  return `${counted(observed, unit)}; ${expectedWere(expected)} to be expected (95 of 100 such ${buckets(width)}: ${exactly(interval[0])} to ${exactly(interval[1])})`;
}

/** "0.4 were", "1 was", "next to none were": to be followed by "to be expected". */
export function expectedWere(expected: number): string {
  if (expected < 0.05) return 'next to none were';
  return `${figure(expected)} ${figure(expected) === '1' ? 'was' : 'were'}`;
}

/** The lines that every judgement of a number begins with. */
export function numberLines(observed: number, expected: number, interval: readonly [number, number], width: Millis, unit: UnitWords): ArithmeticLine[] {
  return [
    { label: 'Observed', value: counted(observed, unit), number: observed },
    { label: 'Expected', value: figure(expected), number: expected },
    { label: `95 of 100 such ${buckets(width)}`, value: `${exactly(interval[0])} to ${exactly(interval[1])}` },
  ];
}

/** The same of what is measured. */
export function quantityLines(observed: number, expected: number, interval: readonly [number, number], width: Millis, unit: UnitWords): ArithmeticLine[] {
  return [
    { label: 'Observed', value: `${quantity(observed)} ${observed === 1 ? unit.one : unit.many}`, number: observed },
    { label: 'Expected', value: quantity(expected), number: expected },
    { label: `95 of 100 such ${buckets(width)}`, value: `${quantity(interval[0])} to ${quantity(interval[1])}` },
  ];
}
