import { FloatRows } from '../float-rows';
import { DAY_CLASSES, monthOf } from './day-class';

/** Of each class: what was seen, what was expected without the class, in how many months, and which was the last. */
const PLACES = 4;
const SIZE = PLACES * DAY_CLASSES.length;
/** Months in which a class must have been met before it says anything. */
const LEAST_MONTHS = 3;
/** Events that a ratio is drawn to one by, and months. */
const PRIOR_EVENTS = 5;
const PRIOR_MONTHS = 1;
/** A ratio nearer to one is taken for one. */
const LEAST = 1.5;
const MOST = 20;

/**
 * How much more than its usual an entity does on month ends, paydays and holidays: learnt for each entity and feature, 80 bytes, from the days on which it
 * was there; 1 until three months have shown it, and wherever it is within a factor of one and a half.
 */
export class SpecialDays {
  private readonly rows = new FloatRows(SIZE);

  /** @param expected without the class's factor */
  public learn(at: number, dayClass: number, date: number, observed: number, expected: number): void {
    if (dayClass < 0) return;
    const numbers = this.numbersOf(at, dayClass);
    numbers[0]! += observed;
    numbers[1]! += expected;
    const month = monthOf(date) + 1;
    if (numbers[3] === month) return;
    numbers[2]!++;
    numbers[3] = month;
  }

  /** What is expected on such a day, over what is expected of its day of the week. The month that is not over counts for nothing. */
  public factor(at: number, dayClass: number, date: number): number {
    if (dayClass < 0) return 1;
    const [seen, expected, met, last] = this.numbersOf(at, dayClass) as unknown as [number, number, number, number];
    const months = last === monthOf(date) + 1 ? met - 1 : met;
    if (months < LEAST_MONTHS) return 1;
    const factor = ((seen + PRIOR_EVENTS) / (expected + PRIOR_EVENTS)) ** (months / (months + PRIOR_MONTHS));
    return factor < LEAST && factor > 1 / LEAST ? 1 : Math.min(MOST, Math.max(1 / MOST, factor));
  }

  public stored(entities: number): string {
    return this.rows.stored(entities);
  }

  public restore(stored: string): void {
    this.rows.restore(stored);
  }

  private numbersOf(at: number, dayClass: number): Float32Array {
    return this.rows.row(at).subarray(dayClass * PLACES, (dayClass + 1) * PLACES);
  }
}
