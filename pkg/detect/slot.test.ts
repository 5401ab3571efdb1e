import { turned, turnSlots } from './slot';

test('slots move round the week, those of their own state only', () => {
  const column = Float32Array.from({ length: 3 * 168 }, (_, at) => at);
  turnSlots(column, 1, 2);
  expect([column[168], column[169], column[170], column[335]]).toEqual([334, 335, 168, 333]);
  turnSlots(column, 1, -2);
  expect([...column]).toEqual(Array.from({ length: 3 * 168 }, (_, at) => at));
  expect([turned(167, 3), turned(0, -1), turned(5, 168)]).toEqual([2, 167, 5]);
});
