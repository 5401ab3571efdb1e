import { DAY, HOUR } from '../model';
import { hasRoom, type Admitted } from './alert-budget';

const BUDGET = { perDay: 20, keptForCritical: 5 };
const many = (count: number, critical: boolean, at = 0): Admitted[] => Array.from({ length: count }, () => ({ at, critical }));
const ordinary = { at: HOUR, critical: false };
const critical = { at: HOUR, critical: true };

test('the ordinary have fifteen places, the critical all twenty', () => {
  expect(hasRoom(many(14, false), ordinary, BUDGET)).toBe(true);
  expect(hasRoom(many(15, false), ordinary, BUDGET)).toBe(false);
  expect(hasRoom(many(15, false), critical, BUDGET)).toBe(true);
  expect(hasRoom([...many(15, false), ...many(5, true)], critical, BUDGET)).toBe(false);
});

test('critical ones beyond their own five use the places of all', () => {
  expect(hasRoom(many(12, true), ordinary, BUDGET)).toBe(true);
  expect(hasRoom([...many(12, true), ...many(8, false)], ordinary, BUDGET)).toBe(false);
});

test('a place is free again after 24 hours', () => {
  expect(hasRoom(many(20, true), { at: DAY - 1, critical: true }, BUDGET)).toBe(false);
  expect(hasRoom(many(20, true), { at: DAY, critical: true }, BUDGET)).toBe(true);
});
