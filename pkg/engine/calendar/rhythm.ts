import { DAY, HOUR, type Millis } from '../../model';

const HOURS = 24;
/** Kept from one week to the next: three weeks of memory, so that a move is seen. */
const WEEKLY_KEEP = 0.75;
/** Where the middle of what people do in a day lies on their own clock. */
const MIDDAY = 12.75;
/** How tight the hours must lie: 9 to 17 has 0.83, 7 to 23 has 0.41, day and night has 0. */
const LEAST_CONCENTRATION = 0.55;
/** Active hours, faded, of even and of odd days. */
const LEAST_HOURS = 20;
/** Even and odd days must agree so well. */
const AGREEMENT = 1.5;
const SIZE = 2 * HOURS;

/** Where on the clock a rhythm says that somebody lives: hours ahead of UTC, not rounded, in (-12, 12]. */
export interface Rhythm {
  readonly offset: number;
  /** Length of the mean vector: 1 is one hour only, 0 is all hours alike. */
  readonly concentration: number;
}

/** Hours of the UTC day in which each entity did something, even and odd days apart. 192 bytes each, fading in weeks. */
export class Rhythms {
  private readonly by = new Map<string, Float32Array>();

  /** @param hour start of an hour in which `id` did anything. In order of time */
  public add(id: string, hour: Millis): void {
    let counts = this.by.get(id);
    if (!counts) this.by.set(id, (counts = new Float32Array(SIZE)));
    const day = Math.floor(hour / DAY);
    const at = (day % 2) * HOURS + (hour % DAY) / HOUR;
    counts[at]!++;
  }

  public *all(): Iterable<readonly [id: string, rhythm: Rhythm]> {
    for (const [id, counts] of this.by) {
      const rhythm = rhythmOf(counts);
      if (rhythm) yield [id, rhythm];
    }
  }

  /** Once a week. What has faded is let go. */
  public fade(): void {
    for (const [id, counts] of this.by) {
      let left = 0;
      for (let at = 0; at < SIZE; at++) left += counts[at]! *= WEEKLY_KEEP;
      if (left < 0.5) this.by.delete(id);
    }
  }

  public forget(id: string): void {
    this.by.delete(id);
  }

  public stored(): (readonly [id: string, counts: readonly number[]])[] {
    return [...this.by].map(([id, counts]) => [id, [...counts]]);
  }

  public restore(stored: ReturnType<Rhythms['stored']>): void {
    this.by.clear();
    for (const [id, counts] of stored) this.by.set(id, Float32Array.from(counts));
  }
}

/** Undefined while it is not clear: few hours, hours all round the clock, or days that contradict each other. */
function rhythmOf(counts: Float32Array): Rhythm | undefined {
  const even = meanOf(counts.subarray(0, HOURS));
  const odd = meanOf(counts.subarray(HOURS, 2 * HOURS));
  if (Math.min(even.weight, odd.weight) < LEAST_HOURS || apart(even.hour, odd.hour) > AGREEMENT) return undefined;
  const both = meanOf(Float32Array.from({ length: HOURS }, (_, at) => counts[at]! + counts[HOURS + at]!));
  if (both.concentration < LEAST_CONCENTRATION) return undefined;
  return { offset: aheadOf(both.hour), concentration: both.concentration };
}

/** Circular mean over the hours of a day, each taken at its middle. */
function meanOf(counts: Float32Array): { readonly hour: number; readonly concentration: number; readonly weight: number } {
  let [x, y, weight] = [0, 0, 0];
  for (let at = 0; at < HOURS; at++) {
    const angle = (2 * Math.PI * (at + 0.5)) / HOURS;
    x += counts[at]! * Math.cos(angle);
    y += counts[at]! * Math.sin(angle);
    weight += counts[at]!;
  }
  const hour = ((Math.atan2(y, x) * HOURS) / (2 * Math.PI) + HOURS) % HOURS;
  return { hour, concentration: weight === 0 ? 0 : Math.hypot(x, y) / weight, weight };
}

/** Hours ahead of UTC at which a UTC hour is midday, in (-12, 12]. */
function aheadOf(hour: number): number {
  const ahead = (MIDDAY - hour + 2 * HOURS) % HOURS;
  return ahead > 12 ? ahead - HOURS : ahead;
}

/** Distance of two hours on the clock. */
export function apart(a: number, b: number): number {
  const distance = Math.abs(a - b) % HOURS;
  return Math.min(distance, HOURS - distance);
}
