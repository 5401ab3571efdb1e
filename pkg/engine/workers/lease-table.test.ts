import { COORDINATOR, EMPTY, groupLease, heldBy, joined, left, surplus, type LeaseTable } from './lease-table';

const NOBODY = new Set<string>();
const join = (table: LeaseTable, session: string, gone: ReadonlySet<string> = NOBODY): LeaseTable => joined(table, session, { name: session, since: '' }, gone);

test('the first takes everything; who comes next gets its share once the first lets go of what is beyond its own', () => {
  const alone = join(EMPTY, 'a');
  expect(heldBy(alone, 'a').size).toBe(17);
  const two = join(alone, 'b');
  expect(heldBy(two, 'b').size).toBe(0);
  expect(surplus(two, 'a')).toEqual([8, 9, 10, 11, 12, 13, 14, 15].map(groupLease));
  const shared = join(left(two, 'a', surplus(two, 'a')), 'b');
  expect([heldBy(shared, 'a').size, heldBy(shared, 'b').size]).toEqual([9, 8]);
  expect(heldBy(shared, 'a').has(COORDINATOR)).toBe(true);
});

test('what the dead held is free, and every lease that changes hands has a higher term than all before', () => {
  const two = join(left(join(join(EMPTY, 'a'), 'b'), 'a', [groupLease(3)]), 'b');
  const alone = join(two, 'b', new Set(['a']));
  expect(Object.keys(alone.members)).toEqual(['b']);
  expect(heldBy(alone, 'b').size).toBe(17);
  const before = Math.max(...heldBy(two, 'a').values(), ...heldBy(two, 'b').values());
  for (const [lease, term] of heldBy(alone, 'b')) if (lease !== groupLease(3)) expect(term).toBeGreaterThan(before);
  expect(heldBy(alone, 'b').get(groupLease(3))).toBe(heldBy(two, 'b').get(groupLease(3)));
});

test('who leaves leaves nothing', () => {
  expect(left(join(EMPTY, 'a'), 'a')).toMatchObject({ members: {}, leases: {}, term: 17 });
});
