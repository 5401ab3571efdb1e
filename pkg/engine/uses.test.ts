import type { Observation } from '../model';
import { Uses } from './uses';

const PLACE = { entity: { type: 'user', id: 'ada' }, start: 0, width: 1 } as const;
const valuesOf = (...values: readonly string[]): Observation => ({ kind: 'values', ...PLACE, values: new Map(values.map((value) => [value, 1])) });
const stepsOf = (values: readonly string[]): Observation => ({ kind: 'ordered', ...PLACE, steps: values.map((value) => ({ at: 0, value })), beyond: 0 });

test('a value is told once an entity', () => {
  const uses = new Uses();
  expect([...uses.first(0, valuesOf('DE', 'FR'))]).toEqual(['DE', 'FR']);
  expect([...uses.first(0, valuesOf('FR', 'IT'))]).toEqual(['IT']);
  expect([...uses.first(1, valuesOf('FR'))]).toEqual(['FR']);
});

test('of steps an entity tells 128, also after a restart', () => {
  const uses = new Uses();
  const names = Array.from({ length: 300 }, (_, n) => `c${n % 200}`);
  expect([...uses.first(0, stepsOf(names.slice(0, 100)))]).toHaveLength(100);
  const again = new Uses();
  again.restore(uses.stored(), true);
  expect([...again.first(0, stepsOf(names))]).toHaveLength(28);
  expect([...again.first(1, stepsOf(['c0', 'c0']))]).toEqual(['c0']);
});
