import { DAY, HOUR } from '../../../model';
import { SliceSize } from './slices';

test('grows while answers are quick, shrinks when they are slow, keeps to whole buckets and to a week', () => {
  const size = new SliceSize();
  expect(size.endOf(0, 90 * DAY, HOUR)).toBe(HOUR);
  expect(size.endOf(0, 90 * DAY, DAY)).toBe(DAY);
  for (let i = 0; i < 20; i++) {
    size.took(20);
    size.done();
  }
  expect(size.endOf(0, 90 * DAY, HOUR)).toBe(7 * DAY);
  expect(size.endOf(0, 2 * DAY, HOUR)).toBe(2 * DAY);
  expect(size.page).toBe(5_000);
  for (let i = 0; i < 3; i++) {
    size.took(2_000);
    size.done();
  }
  expect(size.endOf(0, 90 * DAY, HOUR)).toBe(21 * HOUR);
  expect(size.page).toBe(625);
});

test('a slice of many pages is followed by a shorter one', () => {
  const size = new SliceSize();
  for (let i = 0; i < 3; i++) size.done();
  for (let i = 0; i < 9; i++) size.took(10);
  size.done();
  expect(size.endOf(0, DAY, HOUR)).toBe(4 * HOUR);
});
