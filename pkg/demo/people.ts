import { DAY, type Millis } from '../model';
import type { Chance } from './chance';
import { OFFICES, TRIP_COUNTRIES, type Office } from './places';

export const DEPARTMENTS = ['sales', 'engineering', 'finance', 'support', 'operations'] as const;
export type Department = (typeof DEPARTMENTS)[number];

export interface Person {
  readonly name: string;
  readonly department: Department;
  readonly office: Office;
  readonly homeAddress: string;
  readonly officeAddress: string;
  readonly laptop: string;
  readonly phone: string;
  readonly host: string;
  /** Local hour work begins, and for how long. */
  readonly begins: number;
  readonly hours: number;
  /** Multiplies what the department does in a day: people differ by an order of magnitude. */
  readonly activity: number;
  readonly worksFrom: Millis;
  readonly worksUntil: Millis;
  /** A new role from this day on multiplies the activity for good: legitimate. */
  readonly roleChange: { readonly from: Millis; readonly factor: number } | undefined;
  readonly vacation: { readonly from: Millis; readonly to: Millis } | undefined;
  readonly trip: { readonly from: Millis; readonly to: Millis; readonly country: string; readonly address: string } | undefined;
  /** From this day on nobody uses the account, until somebody wakes it. */
  readonly dormantFrom: Millis | undefined;
}

const FIRST =
  'Ada Ben Carla Dario Elif Farid Greta Hugo Ines Jonas Kavya Luis Mara Nadia Omar Priya Quinn Rosa Sven Tara Uma Viktor Wanda Xavier Yara Zeno Anil Bruna Chen Diego'.split(
    ' '
  );
const LAST = 'Weber Ortega Nair Smith Garcia Meyer Lopez Patel Fischer Moreno Rao Brown Keller Ruiz Iyer Davis Wagner Santos Mehta Clark'.split(' ');
const LAPTOPS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
];
const PHONES = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
];

/** `count` people between two days. Everyone differs from the next; a tenth change role, a few join, leave, travel or are away. */
export function hirePeople(chance: Chance, count: number, from: Millis, to: Millis): Person[] {
  return Array.from({ length: count }, (_, index) => hire(chance, index, from, to));
}

function hire(chance: Chance, index: number, from: Millis, to: Millis): Person {
  const days = Math.round((to - from) / DAY);
  const dayBetween = (low: number, high: number): Millis => from + chance.whole(low, high) * DAY;
  const office = officeOf(chance);
  const first = FIRST[index % FIRST.length] ?? 'Ada';
  const last = LAST[Math.floor(index / FIRST.length + index) % LAST.length] ?? 'Weber';
  const tripFrom = dayBetween(5, days - 6);
  return {
    name: `${first}.${last}`.toLowerCase() + (index >= 300 ? String(index) : ''),
    department: chance.pick(DEPARTMENTS),
    office,
    homeAddress: `198.${18 + (index % 2)}.${20 + Math.floor(index / 2)}.${chance.whole(2, 250)}`,
    officeAddress: `${office.network}.${chance.whole(1, 6)}`,
    laptop: chance.pick(LAPTOPS),
    phone: chance.pick(PHONES),
    host: `ws-${String(index + 1).padStart(3, '0')}`,
    begins: chance.between(7, 10),
    hours: chance.between(7.5, 10),
    activity: chance.logNormal(0.7),
    worksFrom: chance.happens(0.03) ? dayBetween(7, days - 7) : from,
    worksUntil: chance.happens(0.03) ? dayBetween(14, days - 3) : to,
    roleChange: chance.happens(0.1) ? { from: dayBetween(14, days - 4), factor: chance.pick([0.4, 2, 3]) } : undefined,
    vacation: chance.happens(0.25) ? span(dayBetween(2, days - 8), 7) : undefined,
    trip: chance.happens(0.08)
      ? { ...span(tripFrom, chance.whole(2, 5)), country: chance.pick(TRIP_COUNTRIES), address: `198.19.${200 + (index % 50)}.${chance.whole(2, 250)}` }
      : undefined,
    dormantFrom: index % 75 === 74 ? dayBetween(5, 12) : undefined,
  };
}

function officeOf(chance: Chance): Office {
  let left = chance.between(0, 1);
  return OFFICES.find((office) => (left -= office.share) < 0) ?? OFFICES[0];
}

function span(from: Millis, days: number): { from: Millis; to: Millis } {
  return { from, to: from + days * DAY };
}
