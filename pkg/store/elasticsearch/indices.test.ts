import { Indices, generation } from './indices';
import { namesOf } from './names';

interface Call {
  readonly finish: () => void;
}

/** A cluster whose refreshes end when the test says so. */
function slow(): { indices: Indices; calls: Call[] } {
  const calls: Call[] = [];
  const refresh = (): Promise<void> => new Promise((finish) => calls.push({ finish }));
  return { indices: new Indices({ indices: { refresh } } as never, namesOf('x'), false), calls };
}

test('two readers after a write wait for the same refresh; a third later asks for none', async () => {
  const { indices, calls } = slow();
  const { risk } = indices.names;
  const done: string[] = [];
  const readers = ['a', 'b'].map((name) => indices.refresh(risk).then(() => done.push(name)));
  await new Promise(setImmediate);
  expect([calls.length, done]).toEqual([1, []]);
  calls[0]!.finish();
  await Promise.all(readers);
  await indices.refresh(risk);
  expect([calls.length, done]).toEqual([1, ['a', 'b']]);
});

test('a write while a refresh is under way calls for another', async () => {
  const { indices, calls } = slow();
  const first = indices.refresh(indices.names.risk);
  indices.wrote(indices.names.risk);
  const second = indices.refresh(indices.names.risk);
  await new Promise(setImmediate);
  expect(calls).toHaveLength(2);
  calls.forEach(({ finish }) => finish());
  await Promise.all([first, second]);
});

test('indices of events are in the order in which they were made', () => {
  expect(['.ds-logs-habitus.events-x-2026.01.05-000012', 'habitus.events-x-000002', 'habitus.events-x-1000000'].map(generation)).toEqual([12, 2, 1_000_000]);
});
