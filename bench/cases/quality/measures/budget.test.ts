import type { RankedAnomaly } from '../../../../pkg/engine/engine';
import { HOUR } from '../../../../pkg/model';
import { atBudgets, type Sought } from './budget';

const row = (id: string, hour: number): RankedAnomaly =>
  ({ lead: { entity: { type: 'user', id } }, hours: 1, since: hour * HOUR, until: (hour + 1) * HOUR }) as unknown as RankedAnomaly;
const attack: Sought = { start: 10 * HOUR, end: 11 * HOUR, names: ({ id }) => id === 'mallory' };

test('two rows are read at 1 a day of 1,000 entities in two days: one of the attack, one not', () => {
  const ranking = [row('mallory', 10), row('alice', 10), row('mallory', 40)];
  const [one, five] = atBudgets(ranking, [attack], 2, 1_000);
  expect(one).toEqual({ perThousand: 1, alerts: 2, precision: 0.5, recall: 1 });
  expect(five).toMatchObject({ alerts: 3, precision: 1 / 3 });
});

test('the right entity at another time, or another entity at the time, finds nothing', () => {
  expect(atBudgets([row('mallory', 40), row('alice', 10)], [attack], 2, 1_000)[0]).toMatchObject({ precision: 0, recall: 0 });
});
