import { DAY } from '../../model';
import { Indices } from './indices';
import { Lifecycle } from './lifecycle';
import { namesOf } from './names';

/** A cluster whose events lie in these indices, and what it was told. */
function cluster(...backing: string[]): { indices: Indices; told: unknown[] } {
  const told: unknown[] = [];
  const client = {
    indices: {
      getSettings: () => Promise.resolve(Object.fromEntries(backing.map((name) => [name, {}]))),
      putDataLifecycle: (request: unknown) => Promise.resolve(void told.push(request)),
    },
  };
  return { indices: new Indices(client as never, namesOf('x'), true), told };
}

test('a data stream is told once how long it keeps, and again when that changes', async () => {
  const { indices, told } = cluster('.ds-logs-habitus.events-x-2026.01.05-000001');
  const lifecycle = new Lifecycle(indices, true);
  for (const days of [90, 90, 30]) await lifecycle.keep(days * DAY);
  const name = 'logs-habitus.events-x';
  expect(told).toEqual([
    { name, data_retention: '2160h' },
    { name, data_retention: '720h' },
  ]);
});

test.each([
  ['has no lifecycle', false, ['.ds-logs-habitus.events-x-2026.01.05-000001']],
  ['keeps the events behind an alias', true, ['habitus.events-x-000001']],
  ['has no events yet', true, []],
])('a cluster that %s is told nothing', async (_what, isOffered, backing) => {
  const { indices, told } = cluster(...backing);
  await new Lifecycle(indices, isOffered).keep(90 * DAY);
  expect(told).toEqual([]);
});
