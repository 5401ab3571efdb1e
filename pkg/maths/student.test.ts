import fc from 'fast-check';
import { logNormalUpperTail } from './normal';
import { logStudentUpperTail, studentUpperQuantile } from './student';

const tail = (t: number, dof: number): number => Math.exp(logStudentUpperTail(t, dof));

describe('logStudentUpperTail', () => {
  test('one degree is Cauchy: 1/2 - atan(t) / pi', () => {
    for (const t of [1e-9, 0.01, 0.5, 1, 3, 40]) expect(tail(t, 1)).toBeCloseTo(Math.atan2(1, t) / Math.PI, 13);
    expect(logStudentUpperTail(1e200, 1)).toBeCloseTo(-Math.log(Math.PI) - 200 * Math.LN10, 9);
  });

  test('two and four degrees have closed forms', () => {
    for (const t of [0.001, 0.2, 1, 2.5, 9]) {
      expect(tail(t, 2)).toBeCloseTo(0.5 - t / (2 * Math.sqrt(2 + t * t)), 13);
      const w = 1 + (t * t) / 4;
      expect(tail(t, 4)).toBeCloseTo(0.5 - (3 / 8) * (t / Math.sqrt(w)) * (1 - (t * t) / w / 12), 13);
    }
  });

  test.each([
    [2.228138851964939, 10, 0.025],
    [1.697260886593957, 30, 0.05],
    [4.143700494046589, 10, 0.001],
    [12.923978, 3, 5e-4],
  ])('the tables: t = %d with %i degrees', (t, dof, p) => {
    expect(tail(t, dof) / p).toBeCloseTo(1, 3);
  });

  test('with many degrees it is the normal tail', () => {
    for (const t of [0.1, 1, 3]) expect(logStudentUpperTail(t, 1e6)).toBeCloseTo(logNormalUpperTail(t), 4);
  });

  test('falls from side to side, both sides adding up to one, at any depth', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 200, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }), (dof, t) => {
        expect(logStudentUpperTail(t * 1.01 + 1e-3, dof)).toBeLessThan(logStudentUpperTail(t, dof));
        expect(tail(t, dof) + tail(-t, dof)).toBeCloseTo(1, 12);
      }),
      { seed: 26, numRuns: 500 }
    );
  });

  test('what is no number is refused', () => {
    expect(() => logStudentUpperTail(NaN, 3)).toThrow(/^t: expected/);
    for (const dof of [0, -1, NaN, Infinity]) expect(() => logStudentUpperTail(1, dof)).toThrow(/^dof: expected/);
    expect(logStudentUpperTail(Infinity, 3)).toBe(-Infinity);
  });
});

test('the quantile is the inverse of the tail', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 300, noNaN: true }), fc.double({ min: 1e-12, max: 1 - 1e-6, noNaN: true }), (dof, p) => {
      expect(tail(studentUpperQuantile(p, dof), dof) / p).toBeCloseTo(1, 8);
    }),
    { seed: 27, numRuns: 500 }
  );
  expect(studentUpperQuantile(0.025, 10)).toBeCloseTo(2.228138851964939, 9);
  expect(() => studentUpperQuantile(0, 4)).toThrow(/^p: expected/);
});
