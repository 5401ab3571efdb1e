import { outcomeOfStatus } from './http-outcome';

test.each([
  [200, 'success'],
  ['302', 'success'],
  [400, 'failure'],
  ['503', 'failure'],
  [0, undefined],
  [99, undefined],
  [600, undefined],
  ['none', undefined],
  [undefined, undefined],
])('%j is %s', (status, outcome) => {
  expect(outcomeOfStatus(status)).toBe(outcome);
});
