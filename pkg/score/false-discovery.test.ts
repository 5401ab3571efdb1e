import fc from 'fast-check';
import { seededRandom } from '../maths';
import { discoveryThreshold } from './false-discovery';

const logs = (ps: readonly number[]): number[] => ps.map(Math.log);
const found = (ps: readonly number[], threshold: number): number[] => ps.filter((p) => Math.log(p) <= threshold);

/** The fifteen p of Benjamini and Hochberg 1995, section 3.2: at .05 four are rejected, where Bonferroni rejects three. */
const THEIRS = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];

test('rejects what the paper rejects', () => {
  expect(found(THEIRS, discoveryThreshold(logs(THEIRS), 15, { rate: 0.05 }))).toEqual([0.0001, 0.0004, 0.0019, 0.0095]);
  expect(found(THEIRS, discoveryThreshold(logs(THEIRS), 15, { rate: 0.05, strict: true }))).toEqual([0.0001, 0.0004, 0.0019]);
});

test('those that are left out count', () => {
  expect(discoveryThreshold(logs([1e-5]), 10_000, { rate: 0.1 })).toBeCloseTo(Math.log(1e-5), 12);
  expect(discoveryThreshold(logs([1.1e-5]), 10_000, { rate: 0.1 })).toBe(-Infinity);
  expect(discoveryThreshold([], 10_000, { rate: 0.1 })).toBe(-Infinity);
});

test('as defined, whatever the p', () => {
  const ps = fc.array(fc.double({ min: 1e-300, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(ps, fc.integer({ min: 0, max: 1_000 }), fc.double({ min: 0.001, max: 0.5, noNaN: true }), (all, silent, rate) => {
      const m = all.length + silent;
      const rising = [...all].sort((a, b) => a - b);
      const k = rising.findLastIndex((p, i) => Math.log(p) <= Math.log(rate / m) + Math.log(i + 1)) + 1;
      expect(found(all, discoveryThreshold(logs(all), m, { rate }))).toHaveLength(k);
    }),
    { seed: 31, numRuns: 500 }
  );
});

test('of what is named in hours with attacks, the share that is chance stays below the rate (seed 32)', () => {
  const random = seededRandom(32);
  let shares = 0;
  for (let hour = 0; hour < 2_000; hour++) {
    const quiet = Array.from({ length: 500 }, random);
    const attacks = Array.from({ length: 3 }, () => 1e-6 * random());
    const threshold = discoveryThreshold(logs([...quiet, ...attacks]), 503, { rate: 0.1 });
    const [chance, right] = [found(quiet, threshold).length, found(attacks, threshold).length];
    shares += chance / Math.max(1, chance + right);
  }
  expect(shares / 2_000).toBeLessThan(0.105);
  expect(shares / 2_000).toBeGreaterThan(0.08);
});
