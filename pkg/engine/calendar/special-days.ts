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
  private numbers = new Float32Array(16 * SIZE);

  /** @param expected without the class's factor */
  public learn(at: number, dayClass: number, date: number, observed: number, expected: number): void {
    if (dayClass < 0) return;
    const place = this.placeOf(at, dayClass);
    const { numbers } = this;
    numbers[place]! += observed;
    numbers[place + 1]! += expected;
    const month = monthOf(date) + 1;
    if (numbers[place + 3] === month) return;
    numbers[place + 2]!++;
    numbers[place + 3] = month;
  }

  /** What is expected on such a day, over what is expected of its day of the week. The month that is not over counts for nothing. */
  public factor(at: number, dayClass: number, date: number): number {
    if (dayClass < 0) return 1;
    const place = this.placeOf(at, dayClass);
    const [seen, expected, met, last] = this.numbers.subarray(place, place + PLACES) as unknown as [number, number, number, number];
    const months = last === monthOf(date) + 1 ? met - 1 : met;
    if (months < LEAST_MONTHS) return 1;
    const factor = ((seen + PRIOR_EVENTS) / (expected + PRIOR_EVENTS)) ** (months / (months + PRIOR_MONTHS));
    return factor < LEAST && factor > 1 / LEAST ? 1 : Math.min(MOST, Math.max(1 / MOST, factor));
  }

  /** Base64 of the numbers as float32, little endian: a number an entity in JSON would be ten times as long. */
  public stored(entities: number): string {
    const numbers = this.numbers.subarray(0, Math.min(this.numbers.length, entities * SIZE));
    return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
  }

  public restore(stored: string): void {
    const bytes = Buffer.from(stored, 'base64');
    this.numbers = new Float32Array(Math.max(16 * SIZE, bytes.length / Float32Array.BYTES_PER_ELEMENT));
    new Uint8Array(this.numbers.buffer).set(bytes);
  }

  private placeOf(at: number, dayClass: number): number {
    if ((at + 1) * SIZE > this.numbers.length) {
      const more = new Float32Array(Math.max(2 * this.numbers.length, (at + 1) * SIZE));
      more.set(this.numbers);
      this.numbers = more;
    }
    return at * SIZE + dayClass * PLACES;
  }
}
