import { HOUR, MINUTE, type EntityRef, type Millis } from '../../model';
import type { Chance } from '../chance';
import { fileRead, payment, request, signIn, type Drafted, type Origin } from '../event-lines';
import type { IncidentKind } from '../incident';
import type { Person } from '../people';
import { FAR_COUNTRIES } from '../places';
import { filePath, origin, view } from '../routine';
import type { Planted, Stage } from './plant';

/** Somebody else signs in, from a country and with a machine never seen for this person, and reads on. */
export function accountTakeover({ chance, from, to, victim }: Stage): Planted {
  const person = victim();
  const address = `198.19.${chance.whole(10, 60)}.${chance.whole(2, 250)}`;
  const thief: Origin = {
    user: { name: person.name },
    address,
    country: chance.pick(FAR_COUNTRIES),
    agent: 'Mozilla/5.0 (Windows NT 6.1; rv:109.0) Gecko/20100101 Firefox/115.0',
  };
  const start = chance.between(from, to - HOUR);
  const reads = chance.whole(20, 80);
  return planted(
    'account-takeover',
    `${person.name} signed in from ${thief.country} and ${reads} files were opened`,
    person,
    [{ type: 'address', id: address }],
    start,
    45,
    [
      signIn(start, thief, 'sso', 'success'),
      ...repeated(chance, reads, start + MINUTE, 40, (at) => fileRead(at, thief, 'open', filePath(chance, person), chance.whole(4_000, 900_000))),
    ]
  );
}

/** An account that nobody used for weeks signs in and looks around. */
export function dormantAccount({ chance, from, to, victim }: Stage): Planted {
  const person = victim((candidate) => candidate.dormantFrom !== undefined);
  const start = chance.between(from, to - HOUR);
  const thief: Origin = {
    user: { name: person.name },
    address: `198.19.${chance.whole(61, 99)}.${chance.whole(2, 250)}`,
    country: person.office.country,
    agent: person.laptop,
  };
  const views = chance.whole(15, 60);
  return planted(
    'dormant-account',
    `${person.name}, unused for weeks, signed in and opened ${views} pages`,
    person,
    [{ type: 'address', id: thief.address }],
    start,
    50,
    [signIn(start, thief, 'sso', 'success'), ...repeated(chance, views, start + MINUTE, 45, (at) => view(at, thief, chance))]
  );
}

/** The right person, the usual desk, far too many files. */
export function massDownload({ chance, from, to, victim }: Stage): Planted {
  const person = victim();
  const start = chance.between(from, to - 2 * HOUR);
  const files = chance.whole(60, 250);
  const minutes = chance.whole(15, 55);
  const desk = origin(person, start, 'home', person.laptop);
  return planted('mass-download', `${person.name} downloaded ${files} files in ${minutes} minutes`, person, [], start, minutes, [
    ...repeated(chance, files, start, minutes, (at) => fileRead(at, desk, 'download', filePath(chance, person), chance.whole(20_000, 4_000_000))),
  ]);
}

/** Payments, many and large, to somebody never paid before. */
export function transactionSpike({ chance, from, to, victim }: Stage): Planted {
  const person = victim((candidate) => candidate.department === 'finance');
  const start = chance.between(from, to - HOUR);
  const count = chance.whole(12, 30);
  const desk = origin(person, start, 'office', person.laptop);
  return planted('transaction-spike', `${person.name} made ${count} payments in half an hour to a new counterparty`, person, [], start, 30, [
    ...repeated(chance, count, start, 30, (at) => payment(at, desk, Math.round(980_00 * chance.logNormal(0.2)), 'EUR', 'northern-lights-ltd')),
  ]);
}

/** A machine that reads the whole site. */
export function scraper({ chance, from, to }: Stage): Planted {
  const address = `192.0.2.${chance.whole(200, 250)}`;
  const start = chance.between(from, to - 3 * HOUR);
  const machine: Origin = { address, country: 'US', agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36' };
  const pages = chance.whole(600, 3_000);
  const minutes = chance.whole(40, 150);
  const events = repeated(chance, pages, start, minutes, (at) =>
    request(at, machine, `/customers/${chance.whole(1, 9_999)}`, chance.happens(0.3) ? 404 : 200, chance.whole(2_000, 30_000))
  );
  return {
    incident: {
      kind: 'scraper',
      title: `one address read ${pages} pages in ${minutes} minutes`,
      entity: { type: 'address', id: address },
      alsoEntities: [],
      start,
      end: start + minutes * MINUTE,
    },
    events,
  };
}

function repeated(chance: Chance, count: number, start: Millis, minutes: number, make: (at: Millis) => Drafted): Drafted[] {
  return Array.from({ length: count }, () => make(Math.round(start + chance.between(0, minutes) * MINUTE)));
}

function planted(
  kind: IncidentKind,
  title: string,
  person: Person,
  alsoEntities: readonly EntityRef[],
  start: Millis,
  minutes: number,
  events: readonly Drafted[]
): Planted {
  return { incident: { kind, title, entity: { type: 'user', id: person.name }, alsoEntities, start, end: start + minutes * MINUTE }, events };
}
