import { outcomeOf } from './outcome';

test.each([
  ['Succeeded', 'success'],
  ['ALLOW', 'success'],
  [true, 'success'],
  ['denied', 'failure'],
  [false, 'failure'],
  ['FAILURE', 'failure'],
  ['unknown', 'unknown'],
  ['maybe', undefined],
  ['-', undefined],
  [null, undefined],
])('%s', (given, wanted) => {
  expect(outcomeOf(given)).toBe(wanted);
});
