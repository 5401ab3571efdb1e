import fc from 'fast-check';
import { seededRandom } from '../maths';
import { beyond, Equaliser, floored, LEAST_SAMPLE } from './equaliser';
import { SurpriseHistogram } from './histogram';

const SEED = { seed: 21, numRuns: 200 };

/** An equaliser of a detector whose surprise is `stretch` times what it should be: p^stretch of a uniform p. */
function equaliserOf(n: number, stretch: number, seed = 5): Equaliser {
  const random = seededRandom(seed);
  const histogram = new SurpriseHistogram();
  for (let i = 0; i < n; i++) histogram.add(-stretch * Math.log(1 - random()));
  return new Equaliser(histogram.stored());
}

describe.each([
  ['a calibrated detector', 1],
  ['one that cries wolf', 2.5],
  ['one that is too shy', 0.4],
])('of %s', (_, stretch) => {
  const equaliser = equaliserOf(200_000, stretch);

  test.each([0.1, 1e-2, 1e-3, 1e-4])('p = %d means what it says', (p) => {
    expect(Math.exp(equaliser.logP(stretch * Math.log(p))) / p).toBeGreaterThan(0.75);
    expect(Math.exp(equaliser.logP(stretch * Math.log(p))) / p).toBeLessThan(1.33);
  });

  test('the more surprising stays the more surprising, from the body to far beyond the sample', () => {
    let last = Infinity;
    for (let s = 0.001; s < 5_000; s *= 1.002) {
      const logP = equaliser.logP(-s);
      expect(logP).toBeLessThan(last);
      expect(logP).toBeLessThanOrEqual(0);
      last = logP;
    }
  });

  test('the share of fresh observations below a level is the level', () => {
    const random = seededRandom(99);
    const fresh = Array.from({ length: 200_000 }, () => equaliser.logP(stretch * Math.log(1 - random())));
    for (const p of [1e-1, 1e-2, 1e-3]) {
      const ratio = fresh.filter((logP) => logP < Math.log(p)).length / (fresh.length * p);
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.25);
    }
  });
});

describe('what the sample does not hold is not claimed', () => {
  test('below 1,000 observations nothing is corrected and 1 in 1,000 is as far as words go', () => {
    for (const n of [0, 1, LEAST_SAMPLE - 1]) {
      const equaliser = equaliserOf(n, 3);
      expect(equaliser.corrects).toBe(false);
      expect(equaliser.logP(Math.log(0.01))).toBeCloseTo(Math.log(0.01), 12);
      expect(equaliser.logP(-50)).toBe(floored(-50));
    }
    expect(equaliserOf(LEAST_SAMPLE, 3).corrects).toBe(true);
  });

  test('floored: its own p down to 1 in 1,000, only its order from there', () => {
    expect(floored(-5)).toBe(-5);
    expect(floored(-Math.log(1_000))).toBeCloseTo(-Math.log(1_000), 12);
    expect(floored(-(Math.log(1_000) + 9))).toBeCloseTo(-(Math.log(1_000) + 2 * (Math.sqrt(10) - 1)), 12);
  });

  test('beyond: known values, continuous with slope 1 where it sets in, and never decreasing', () => {
    const known = Math.log(1e4);
    expect(beyond(3, 1e4)).toBe(3);
    expect(beyond(known + 9, 1e4) - known).toBeCloseTo(4.3246, 4);
    expect(beyond(known + 100, 1e4) - known).toBeCloseTo(18.0998, 4);
    expect((beyond(known + 1e-6, 1e4) - beyond(known - 1e-6, 1e4)) / 2e-6).toBeCloseTo(1, 5);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e4, noNaN: true }), fc.double({ min: 0, max: 1e4, noNaN: true }), fc.integer({ min: 1, max: 1e7 }), (a, b, n) => {
        expect(beyond(Math.max(a, b), n)).toBeGreaterThanOrEqual(beyond(Math.min(a, b), n));
        expect(beyond(a, n)).toBeLessThanOrEqual(a);
      }),
      SEED
    );
  });

  test('a surprise of a million is no more than its square root beyond the sample', () => {
    const equaliser = equaliserOf(10_000, 1);
    expect(-equaliser.logP(-1e6)).toBeLessThan(Math.log(10_000) + 2 * Math.sqrt(1e6) + 1);
    expect(equaliser.logP(-Infinity)).toBe(-Infinity);
  });
});

describe('a surprise that comes in one step, like the failed sign-in of a minute', () => {
  const stepped = (silent: number, failing: number): Equaliser => {
    const histogram = new SurpriseHistogram();
    histogram.addBody(silent);
    for (let i = 0; i < failing; i++) histogram.add(6);
    return new Equaliser(histogram.stored());
  };

  test.each([10, 12, 100])('%d of 10,000 claim that share, not that share times their own p', (failing) => {
    expect(Math.exp(stepped(10_000 - failing, failing).logP(-6)) * 10_000).toBeGreaterThan(0.2 * failing);
    expect(Math.exp(stepped(10_000 - failing, failing).logP(-6)) * 10_000).toBeLessThan(failing + 1);
  });

  test('the first of a day of minutes claims what the detector does', () => {
    expect(stepped(1_440, 0).logP(-6.5)).toBeCloseTo(-6.5, 12);
    expect(stepped(1_440, 0).logP(-2)).toBeCloseTo(Math.log(5 / 1_440), 1);
  });
});

test('the same histogram gives the same equaliser, to the last bit', () => {
  const random = seededRandom(8);
  const histogram = new SurpriseHistogram();
  for (let i = 0; i < 20_000; i++) histogram.add(-1.7 * Math.log(1 - random()));
  const [once, again] = [new Equaliser(histogram.stored()), new Equaliser(SurpriseHistogram.from(histogram.stored()).stored())];
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (s) => again.logP(-s) === once.logP(-s)),
    SEED
  );
});

test('any sample of 1,000 or more gives a strictly falling, finite log p', () => {
  const sample = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(sample, fc.integer({ min: LEAST_SAMPLE, max: 1e6 }), (surprises, silent) => {
      const histogram = new SurpriseHistogram();
      histogram.addBody(silent);
      for (const s of surprises) histogram.add(s);
      const equaliser = new Equaliser(histogram.stored());
      let last = Infinity;
      for (let s = 0.01; s < 200; s *= 1.07) {
        const logP = equaliser.logP(-s);
        expect(logP).toBeLessThan(last);
        last = logP;
      }
      expect(Number.isFinite(last)).toBe(true);
    }),
    SEED
  );
});
