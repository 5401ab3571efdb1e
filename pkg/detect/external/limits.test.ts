import { LIMITS, limitsWith } from './limits';

test('some of them changed', () => {
  expect(limitsWith({ timeout: 5 })).toEqual({ ...LIMITS, timeout: 5 });
});

test.each([0, -1, 1.5, NaN, Infinity])('a limit of %d is refused', (inFlight) => {
  expect(() => limitsWith({ inFlight })).toThrow(`inFlight: expected a whole number above 0, got ${inFlight}`);
});
