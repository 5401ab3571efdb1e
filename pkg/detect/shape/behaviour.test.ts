import { normalDraw, seededRandom } from '../../maths';
import { DAY, HOUR, MINUTE, type Finding, type Millis, type Observation } from '../../model';
import { contextAt, MONDAY, SOMEONE } from '../contract/simulate';
import { SHAPE } from './detector';
import { explainShape } from './explain';
import type { ShapeState } from './state';

const log10 = (finding: Finding): number => finding.logP / Math.LN10;

interface Life {
  readonly days: number;
  readonly width?: Millis;
  readonly unit?: number;
  readonly offset?: number;
  /** What a bucket holds, from its start; undefined: nothing. */
  readonly value?: (start: Millis, random: () => number) => number | undefined;
}

/** 20 at night, 80 at noon, give or take 2. */
const RHYTHM = (start: Millis, random: () => number): number => 50 - 30 * Math.cos((2 * Math.PI * (start % DAY)) / DAY) + 2 * normalDraw(random);

class Gauge {
  public readonly state: ShapeState;
  private readonly width: Millis;
  private next: Millis = MONDAY;

  /** Seed 4. */
  public constructor(private readonly life: Life) {
    const block = SHAPE.blocks.empty(1);
    this.state = block.at(block.add());
    this.width = life.width ?? HOUR;
    const random = seededRandom(4);
    for (; this.next < MONDAY + life.days * DAY; this.next += this.width) {
      const value = (life.value ?? RHYTHM)(this.next, random);
      if (value !== undefined) this.meet(value);
    }
  }

  public meet(value: number, start = this.next): void {
    SHAPE.learn(this.state, this.at(value, start), this.judged(value, { start }), contextAt(start, { width: this.width }));
    this.next = start + this.width;
  }

  public at(value: number, start = this.next): Observation {
    const { unit = 1, offset = 0 } = this.life;
    return { kind: 'magnitude', entity: SOMEONE, start, width: this.width, value: value * unit + offset, events: 1 };
  }

  public judged(value: number, { start = this.next, tail = 'both' as const }: { start?: Millis; tail?: 'upper' | 'lower' | 'both' } = {}): Finding {
    return SHAPE.score(this.state, this.at(value, start), contextAt(start, { width: this.width, tail }));
  }
}

describe.each([MINUTE, 5 * MINUTE, HOUR])('buckets of %i ms', (width) => {
  const gauge = new Gauge({ days: 10, width });
  const noon = MONDAY + 10 * DAY + 12 * HOUR;
  for (let t = MONDAY + 10 * DAY; t < noon; t += width) gauge.meet(RHYTHM(t, seededRandom(t)));

  test('the time of day is known: 80 is dull at noon, 20 is an alarm there though it comes every night', () => {
    expect(log10(gauge.judged(80))).toBeGreaterThan(-1);
    expect(log10(gauge.judged(20))).toBeLessThan(-2.5);
    expect(gauge.judged(80).expected).toBeGreaterThan(70);
  });

  test('far beyond what ever was is further still, on the side asked for only', () => {
    expect(log10(gauge.judged(400))).toBeLessThan(log10(gauge.judged(160)) - 1);
    expect(log10(gauge.judged(400, { tail: 'lower' }))).toBeGreaterThan(-0.01);
    expect(log10(gauge.judged(-400, { tail: 'lower' }))).toBeLessThan(-5);
  });
});

describe('no unit, no zero', () => {
  test.each([
    [1_000, 0],
    [1e-6, 0],
    [1, -1e6],
    [-1, 0],
    [0.37, 12_345],
  ])('times %d plus %d: the same p', (unit, offset) => {
    const [plain, other] = [new Gauge({ days: 6 }), new Gauge({ days: 6, unit, offset })];
    for (const value of [20, 35, 80, 500, -3]) expect(other.judged(value).logP).toBeCloseTo(plain.judged(value).logP, 3);
  });
});

describe('history', () => {
  test('the first three values are not judged', () => {
    const gauge = new Gauge({ days: 0 });
    for (const value of [5, 7, 1e9]) {
      expect(gauge.judged(value).logP).toBeCloseTo(-Math.LN2, 12);
      gauge.meet(value);
    }
  });

  test('one spike hides no second, and is not the new normal', () => {
    const gauge = new Gauge({ days: 10 });
    const before = log10(gauge.judged(300));
    gauge.meet(3_000);
    for (let hour = 0; hour < 5; hour++) gauge.meet(RHYTHM(MONDAY + (hour + 1) * HOUR, seededRandom(hour)));
    expect(log10(gauge.judged(300))).toBeLessThan(0.7 * before);
    expect(gauge.judged(30).expected).toBeLessThan(80);
  });

  test('a level that stays is the new normal in two weeks', () => {
    const later = (start: Millis, random: () => number): number => (start < MONDAY + 14 * DAY ? 0 : 100) + 2 * normalDraw(random);
    expect(log10(new Gauge({ days: 14, value: later }).judged(100))).toBeLessThan(-4);
    expect(log10(new Gauge({ days: 28, value: later }).judged(100))).toBeGreaterThan(-1);
  });

  test('a gauge that never moved is left by anything that its numbers can say', () => {
    const gauge = new Gauge({ days: 3, value: () => 16e9 });
    expect(gauge.judged(16e9).logP).toBeCloseTo(0, 12);
    expect(log10(gauge.judged(16.5e9))).toBeLessThan(-6);
    expect(log10(gauge.judged(16e9 + 1))).toBeGreaterThan(-1);
  });

  test('after a week without a value the last one is not held against it', () => {
    const gauge = new Gauge({ days: 5 });
    const start = MONDAY + 12 * DAY;
    SHAPE.advance(gauge.state, MONDAY + 5 * DAY, start, 'skip', contextAt);
    const { inputs } = gauge.judged(20, { start });
    expect(inputs[2]).toBeGreaterThan(0);
    expect([inputs[4], inputs[6]]).toEqual([-1, -1]);
  });
});

test('in words: what was expected, and how far each view was missed', () => {
  const gauge = new Gauge({ days: 10, unit: 1e-4 });
  const finding = gauge.judged(160);
  const { clause, arithmetic } = explainShape(finding, gauge.at(160), { one: 'error a request', many: 'errors a request' });
  expect(clause).toMatch(/^0\.016 errors a request; 0\.00\d+ expected \(95 of 100 such hours: [\d.e-]+ to [\d.e-]+\)$/);
  expect(arithmetic.map(({ label }) => label)).toEqual([
    'Observed',
    'Expected',
    '95 of 100 such hours',
    'Usual level',
    'Same time of the last days',
    'Last value',
    'Values so far',
  ]);
  expect(arithmetic[4]!.value).toMatch(/times its usual miss above$/);
  expect(explainShape(new Gauge({ days: 0 }).judged(5), gauge.at(5), { one: 'unit', many: 'units' }).clause).toContain('nothing to compare it with yet');
});
