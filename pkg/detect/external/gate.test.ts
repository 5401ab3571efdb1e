import { Gate } from './gate';

test('so many at the same time; the others in the order they came; nobody slips in between', async () => {
  const gate = new Gate(2);
  const inside: number[] = [];
  const enter = async (one: number): Promise<void> => {
    await gate.enter();
    inside.push(one);
  };
  const all = [1, 2, 3, 4].map(async (one) => await enter(one));
  await new Promise(setImmediate);
  expect(inside).toEqual([1, 2]);
  gate.leave();
  all.push(enter(5));
  await new Promise(setImmediate);
  expect(inside).toEqual([1, 2, 3]);
  gate.leave();
  await new Promise(setImmediate);
  expect(inside).toEqual([1, 2, 3, 4]);
  gate.leave();
  await all[4];
  expect(inside).toEqual([1, 2, 3, 4, 5]);
});
