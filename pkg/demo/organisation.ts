import { DAY, HOUR, type Millis } from '../model';
import { Chance } from './chance';
import type { Drafted } from './event-lines';
import type { Incident } from './incident';
import { accountTakeover, dormantAccount, massDownload, scraper, transactionSpike } from './incidents/abuse';
import { bruteForce, lowAndSlowGuessing, passwordSpray } from './incidents/guessing';
import type { Planted, Stage } from './incidents/plant';
import { hirePeople, type Person } from './people';
import { personDay } from './routine';
import { installServices, serviceDay } from './services';

const PEOPLE = 300;
const SERVICES = 30;
const DAYS = 42;
const INCIDENT_DAYS = 10;

export interface Organisation {
  readonly from: Millis;
  readonly to: Millis;
  readonly incidents: readonly Incident[];
  /** The events of each UTC day, in order of time. */
  days(): Iterable<readonly Drafted[]>;
}

/** 300 people and 30 service accounts for six weeks, ending at `to` (a UTC hour), with eight incidents in the last ten days. */
export function makeOrganisation(seed: number, to: Millis): Organisation {
  const chance = new Chance(seed);
  const firstDay = Math.floor(to / DAY) * DAY - (DAYS - 1) * DAY;
  const people = hirePeople(chance.branch('people'), PEOPLE, firstDay, to);
  const services = installServices(chance.branch('services'), SERVICES);
  const holidays = new Set([chance.whole(8, 14), chance.whole(20, 26)].map((day) => firstDay + day * DAY));
  const incidents = plantAll(chance.branch('incidents'), people, to);
  const routine = chance.branch('routine');
  const planted = incidents.flatMap(({ events }) => events);

  function* days(): Iterable<readonly Drafted[]> {
    let overflow: Drafted[] = [];
    for (let day = firstDay; day < to; day += DAY) {
      const events = overflow;
      for (const person of people) events.push(...personDay(routine, person, day, holidays));
      for (const service of services) events.push(...serviceDay(routine, service, day));
      events.push(...planted.filter(({ at }) => at >= day && at < day + DAY));
      overflow = events.filter(({ at }) => at >= day + DAY);
      yield events.filter(({ at }) => at < Math.min(day + DAY, to)).sort((a, b) => a.at - b.at);
    }
  }
  return { from: firstDay, to, incidents: incidents.map(({ incident }) => incident), days };
}

function plantAll(chance: Chance, people: readonly Person[], to: Millis): Planted[] {
  const free = new Set(people);
  const victim: Stage['victim'] = (
    fits = (person) => person.dormantFrom === undefined && person.worksUntil >= to && person.vacation === undefined && person.trip === undefined
  ) => {
    const person = chance.pick([...free].filter(fits));
    free.delete(person);
    return person;
  };
  const stage: Stage = { chance, from: to - INCIDENT_DAYS * DAY, to: to - HOUR, victim, everybody: people };
  return [bruteForce, passwordSpray, accountTakeover, lowAndSlowGuessing, dormantAccount, massDownload, transactionSpike, scraper].map((plant) => plant(stage));
}
