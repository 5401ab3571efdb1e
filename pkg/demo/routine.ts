import { DAY, HOUR, MINUTE, type Millis } from '../model';
import type { Chance } from './chance';
import { fileRead, payment, request, signIn, type Drafted, type Origin } from './event-lines';
import type { Department, Person } from './people';
import { VPN_ADDRESS, zoneOffset } from './places';

/** What a day of a department holds on average: page views, files opened, files downloaded, payments. */
const DAILY: Record<Department, { views: number; opens: number; downloads: number; payments: number }> = {
  sales: { views: 22, opens: 5, downloads: 1.2, payments: 0.1 },
  engineering: { views: 14, opens: 9, downloads: 0.8, payments: 0 },
  finance: { views: 15, opens: 12, downloads: 1.6, payments: 4 },
  support: { views: 30, opens: 3, downloads: 0.4, payments: 0.2 },
  operations: { views: 18, opens: 6, downloads: 0.8, payments: 0.4 },
};

const PAGES = [
  '/',
  '/inbox',
  '/calendar',
  '/customers',
  '/customers/4471',
  '/reports',
  '/orders',
  '/search',
  '/settings',
  '/wiki',
  '/tickets',
  '/tickets/open',
];
const COUNTERPARTIES = Array.from({ length: 40 }, (_, index) => `supplier-${String(index + 1).padStart(2, '0')}`);

/** Everything one person does on one UTC day: nothing on days off, more at the end of a month in finance, in bursts as people work. */
export function personDay(chance: Chance, person: Person, day: Millis, holidays: ReadonlySet<Millis>): Drafted[] {
  const load = loadOn(chance, person, day, holidays);
  if (load === 0) return [];
  const begins = day + person.begins * HOUR - zoneOffset(person.office.zone, day) + chance.normal() * 20 * MINUTE;
  const inOffice = chance.happens(0.6);
  const desk = origin(person, day, inOffice ? 'office' : 'home', person.laptop);
  const events: Drafted[] = [];
  const at = (): Millis => Math.round(begins + chance.between(0, 1) * person.hours * HOUR);
  signIns(chance, person, desk, begins, events);
  if (chance.happens(0.35)) events.push(signIn(at(), origin(person, day, 'home', person.phone), 'sso', 'success'));
  const daily = DAILY[person.department];
  const monthEnd = person.department === 'finance' && new Date(day + 3 * DAY).getUTCDate() <= 4 ? 1.8 : 1;
  const many = (mean: number): number => chance.poisson(mean * load * chance.logNormal(0.4));
  bursts(chance, many(daily.views), at, (when) => events.push(view(when, desk, chance)));
  bursts(chance, many(daily.opens), at, (when) => events.push(fileRead(when, desk, 'open', filePath(chance, person), chance.whole(4_000, 900_000))));
  bursts(chance, many(daily.downloads), at, (when) => events.push(fileRead(when, desk, 'download', filePath(chance, person), chance.whole(20_000, 4_000_000))));
  for (let left = many(daily.payments * monthEnd); left > 0; left--) {
    events.push(payment(at(), desk, Math.round(120_00 * chance.logNormal(0.9)), 'EUR', chance.pick(COUNTERPARTIES)));
  }
  return events;
}

export function origin(person: Person, day: Millis, where: 'office' | 'home', agent: string): Origin {
  const user = { name: person.name };
  const { trip, office } = person;
  if (trip && day >= trip.from && day < trip.to) {
    return where === 'office' ? { user, address: VPN_ADDRESS, country: 'DE', agent } : { user, address: trip.address, country: trip.country, agent };
  }
  return { user, address: where === 'office' ? person.officeAddress : person.homeAddress, country: office.country, agent };
}

export function filePath(chance: Chance, person: Person): string {
  return `/share/${person.department}/${chance.pick(['plans', 'notes', 'customers', 'archive'])}/${chance.whole(100, 999)}.docx`;
}

/** 0 on a day off, else how busy the day is. */
function loadOn(chance: Chance, person: Person, day: Millis, holidays: ReadonlySet<Millis>): number {
  const away = person.vacation !== undefined && day >= person.vacation.from && day < person.vacation.to;
  const employed = day >= person.worksFrom && day < (person.dormantFrom ?? person.worksUntil);
  const weekday = new Date(day).getUTCDay();
  if (!employed || away) return 0;
  const role = person.roleChange !== undefined && day >= person.roleChange.from ? person.roleChange.factor : 1;
  if (weekday === 0 || weekday === 6 || holidays.has(day)) return chance.happens(0.06) ? 0.15 * role * person.activity : 0;
  return chance.happens(0.04) ? 0 : role * person.activity * chance.logNormal(0.35);
}

function signIns(chance: Chance, person: Person, desk: Origin, begins: Millis, events: Drafted[]): void {
  for (let left = chance.whole(1, 4), at = begins; left > 0; left--, at += chance.exponential(3 * HOUR)) {
    const host = chance.pick([person.host, 'sso', 'sso', 'mail']);
    for (let typos = chance.happens(0.08) ? chance.whole(1, 3) : 0; typos > 0; typos--) {
      events.push(signIn(Math.round(at - typos * chance.between(4_000, 20_000)), desk, host, 'failure', 'wrong-password'));
    }
    events.push(signIn(Math.round(at), desk, host, 'success'));
  }
}

/** Work comes in bursts: a few things within some minutes, then something else. */
function bursts(chance: Chance, count: number, start: () => Millis, emit: (at: Millis) => void): void {
  for (let left = count; left > 0;) {
    let at = start();
    for (let size = Math.min(left, chance.whole(1, 6)); size > 0; size--, left--) emit(Math.round((at += chance.exponential(2 * MINUTE))));
  }
}

/** A page in a browser: from the home page, which is asked for from nowhere. */
export function view(at: Millis, origin: Origin, chance: Chance): Drafted {
  const path = chance.pick(PAGES);
  return request(at, origin, path, chance.happens(0.02) ? 404 : 200, chance.whole(2_000, 90_000), path === '/' ? undefined : '/');
}
