import { Fragment } from './fragment';
import { SeenValues } from './seen-values';

const meet = (seen: SeenValues, value: string): boolean => {
  if (seen.find(value) !== undefined) return true;
  if (seen.isWatching) seen.keep(value, Fragment.of(value));
  return false;
};

test('what was seen before is known, however few or many values come between', () => {
  const seen = new SeenValues();
  meet(seen, 'GET');
  for (let n = 0; n < 1_000; n++) meet(seen, `value ${n % 20}`);
  expect(seen.find('GET')).toEqual(Fragment.of('GET'));
});

test('a field whose values are ever new is not watched for a while, and then once more', () => {
  const seen = new SeenValues();
  for (let n = 0; n < 100; n++) meet(seen, `user ${n}`);
  expect(seen.isWatching).toBe(false);
  for (let n = 0; n < 65_536; n++) meet(seen, 'POST');
  expect(seen.isWatching).toBe(true);
  meet(seen, 'POST');
  expect(meet(seen, 'POST')).toBe(true);
});

test('a long value is not kept', () => {
  const seen = new SeenValues();
  meet(seen, 'x'.repeat(513));
  expect(seen.find('x'.repeat(513))).toBeUndefined();
});
