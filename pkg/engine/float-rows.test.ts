import { FloatRows } from './float-rows';

test('a row that was never written is 0, and rows stay while the array grows', () => {
  const rows = new FloatRows(3);
  rows.row(0).set([1, 2, 3]);
  expect([...rows.row(1_000)]).toEqual([0, 0, 0]);
  expect([...rows.row(0)]).toEqual([1, 2, 3]);
});

test('what is stored is of the entities named, and comes back', () => {
  const rows = new FloatRows(2);
  for (let at = 0; at < 40; at++) rows.row(at).set([at, -0.5]);
  const stored = rows.stored(40);
  expect(Buffer.from(stored, 'base64')).toHaveLength(40 * 2 * 4);
  const again = new FloatRows(2);
  again.restore(stored);
  expect([...again.row(39)]).toEqual([39, -0.5]);
  expect([...again.row(40)]).toEqual([0, 0]);
  expect(again.stored(40)).toBe(stored);
});

test('nobody is stored as nothing', () => {
  const rows = new FloatRows(4);
  rows.restore(rows.stored(0));
  expect([...rows.row(0)]).toEqual([0, 0, 0, 0]);
});
