import { HOUR, type Observation } from '../model';
import { byGroup } from './met-by-group';
import { groupOf } from './workers/partition';

const START = Date.UTC(2026, 2, 2);
const place = (id: string) => ({ entity: { type: 'user', id } as const, start: START, width: HOUR });

test('every observation comes back as it was, from the group of its entity', () => {
  const all: Observation[] = [
    { kind: 'count', ...place('ada'), value: 3 },
    { kind: 'count', ...place('bo'), value: 2_000, approximate: true },
    { kind: 'values', ...place('cy'), values: new Map([['DE', 2]]) },
    {
      kind: 'values',
      ...place('di'),
      values: new Map([
        ['DE', 2],
        ['FR', 1],
      ]),
    },
    { kind: 'magnitude', ...place('ed'), value: 1.5, events: 4 },
  ];
  const met = byGroup(new Map(all.map((obs) => [obs.entity.id, obs])));
  for (const obs of all) expect(met.of(groupOf(obs.entity.id)).get(obs.entity.id)).toEqual(obs);
  expect([...met.all().keys()].sort()).toEqual(['ada', 'bo', 'cy', 'di', 'ed']);
});

test('single events of an entity stay together, in their order', () => {
  const payments = [5, 7].map((value, at) => ({ kind: 'single', ...place('ada'), eventId: `e${at}`, value }) as const);
  expect(byGroup(new Map([['ada', payments]])).of(groupOf('ada'))).toEqual(new Map([['ada', payments]]));
});
