import { Awake } from './awake';

test('in the order of first sight, each once, by group, until the day is over', () => {
  const awake = new Awake();
  for (const at of [300, 5, 300, 7]) awake.add(at, 3);
  awake.add(6, 4);
  expect(awake.of(3)).toEqual([5, 7, 300]);
  awake.clear(3);
  expect(awake.of(3)).toEqual([]);
  expect(awake.of(4)).toEqual([6]);
  awake.add(5, 3);
  expect(awake.of(3)).toEqual([5]);
});

test('what is stored comes back', () => {
  const [awake, again] = [new Awake(), new Awake()];
  awake.add(9, 1);
  awake.add(2, 0);
  again.add(1, 1);
  again.restore(awake.stored(), [1, 1, 0, 1, 1, 1, 1, 1, 1, 1]);
  expect(again.of(0)).toEqual([2]);
  expect(again.of(1)).toEqual([9]);
});
