import { logStudentUpperTail } from './student';
import { logStudentFourTwoSided, logStudentFourUpperTail } from './student-four';

test('the closed form is the general one at four degrees, from one side to the other and deep in the tail', () => {
  for (const t of [-1e6, -30, -2.5, -0.1, 0, 1e-9, 0.7, 2.776445, 8, 300, 1e9, 1e200]) {
    const [closed, general] = [logStudentFourUpperTail(t), logStudentUpperTail(t, 4)];
    expect(Math.abs(closed - general)).toBeLessThan(1e-10 * Math.max(1, Math.abs(general)));
  }
});

test('by the tables: 2.776 is one in forty above, one in twenty either side; nothing lies beyond infinity', () => {
  expect(Math.exp(logStudentFourUpperTail(2.7764451052))).toBeCloseTo(0.025, 10);
  expect(Math.exp(logStudentFourTwoSided(-2.7764451052))).toBeCloseTo(0.05, 10);
  expect(logStudentFourUpperTail(-Infinity)).toBeCloseTo(0, 12);
  expect(logStudentFourUpperTail(Infinity)).toBe(-Infinity);
  expect(logStudentFourTwoSided(0)).toBe(0);
  expect(() => logStudentFourUpperTail(NaN)).toThrow(RangeError);
});
