import { GROUPS, groupOf, PARTITIONS, partitionOf } from './partition';

test('the partition of an id is MurmurHash3 with seed 31, whatever its length and letters (values of another implementation)', () => {
  const known = { '': 91, a: 7, ab: 194, abc: 75, abcd: 134, abcde: 123, 'ada@example.org': 151, Jürgen: 199, '192.0.2.7': 58 };
  expect(Object.fromEntries(Object.keys(known).map((id) => [id, partitionOf(id)]))).toEqual(known);
});

test('partitions spread evenly, stay as they are, and a group is its partitions modulo 16', () => {
  const ids = Array.from({ length: 64_000 }, (_, i) => `user-${i}@example.org`);
  const times = new Array<number>(PARTITIONS).fill(0);
  for (const id of ids) times[partitionOf(id)]! += 1;
  expect(Math.min(...times)).toBeGreaterThan(180);
  expect(Math.max(...times)).toBeLessThan(330);
  for (const id of ids.slice(0, 100)) expect(groupOf(id)).toBe(partitionOf(id) % GROUPS);
});
