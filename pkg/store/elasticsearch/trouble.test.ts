import { Trouble } from './trouble';

test('a refusal is news once it lasts, keeps its beginning and its newest reason, and ends with the next write that is taken', () => {
  let now = 1_000;
  const trouble = new Trouble(() => now);
  trouble.refused('busy');
  expect(trouble.inForce).toBeUndefined();
  now += 2_000;
  trouble.refused('full');
  expect(trouble.inForce).toEqual({ since: 1_000, why: 'full' });
  trouble.taken();
  expect(trouble.inForce).toBeUndefined();
  trouble.refused('busy again');
  expect(trouble.inForce).toBeUndefined();
});

test('a lost index stays known', () => {
  const trouble = new Trouble(() => 7);
  trouble.lost('a');
  trouble.taken();
  expect([...trouble.indicesLost]).toEqual([['a', 7]]);
});
