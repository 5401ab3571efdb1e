import { probability, raised } from './powers';

test('exponents are raised', () => {
  expect(raised('7.2 × 10^-142')).toBe('7.2 × 10⁻¹⁴²');
  expect(raised('3 % (0 files)')).toBe('3 % (0 files)');
});

test.each([
  [Math.log(0.5), '0.50'],
  [Math.log(0.0012), '1.2 × 10⁻³'],
  [-2000 * Math.LN10, '1.0 × 10⁻²⁰⁰⁰'],
])('a probability of which the log is %d', (logP, words) => {
  expect(probability(logP)).toBe(words);
});
