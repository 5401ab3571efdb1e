import { poissonDraw, seededRandom } from '../../maths';
import { DAY, HOUR, type Feature, type Millis, type Observation } from '../../model';
import { shippedFeatures } from '../../observe';
import type { FreeDays } from '../calendar/calendars';
import { SaidZones } from '../calendar/said-zones';
import { zoneNamed } from '../calendar/zone';
import type { BaselineChange } from '../change/baseline-changes';
import { freshPass } from '../fresh-pass';
import type { EntityHour } from '../pass';
import { byGroup } from '../met-by-group';

export interface Life {
  readonly from: Millis;
  readonly days: number;
  readonly seed: number;
  readonly people: number;
  /** Events to be expected of a person in an hour; of who is not there, 0. */
  readonly mean: (at: Millis, person: number) => number;
  /** Whose own is not known: everybody's. */
  readonly zone?: string;
  /** Zone that the directory gives everybody, each day. */
  readonly directory?: string;
  readonly calendars?: readonly FreeDays[];
}

/** What the engine said of each person's hours, and whose baseline it found to be another. */
export interface Lived {
  readonly hours: readonly EntityHour[];
  readonly changes: readonly BaselineChange[];
}

const SIGN_INS: Feature = shippedFeatures().find(({ id }) => id === 'logins-succeeded-per-user')!;

/** So many days of people who sign in, through the whole pass with its epochs and equalisers: scored first, learnt after. */
export function live({ from, days, seed, people, mean, zone, directory, calendars }: Life): Lived {
  const random = seededRandom(seed);
  const pass = freshPass({ features: [SIGN_INS], ...(zone !== undefined && { zone }), ...(calendars && { calendars }) }, () => undefined);
  if (directory !== undefined) pass.said = saidOf(directory, { from, days, people });
  const hours: EntityHour[] = [];
  for (let at = from; at < from + days * DAY; at += HOUR) {
    const met = new Map<string, Observation>();
    for (let person = 0; person < people; person++) {
      const value = poissonDraw(random, mean(at, person));
      const id = `p${person}`;
      if (value > 0) met.set(id, { kind: 'count', entity: { type: 'user', id }, start: at, width: HOUR, value });
    }
    hours.push(...pass.closeHour(at, () => byGroup(met)));
  }
  return { hours, changes: pass.takeChanges() };
}

function saidOf(directory: string, { from, days, people }: Pick<Life, 'from' | 'days' | 'people'>): SaidZones {
  const everybody = new Map(Array.from({ length: people }, (_, person) => [`user:p${person}`, directory]));
  return SaidZones.of(new Map(Array.from({ length: days }, (_, day) => [from + day * DAY, everybody])));
}

/** Three an hour from eight to five on working days by the clock of a zone, else next to nothing. */
export function atWork(at: Millis, zone = 'UTC', busy = 3): number {
  const slot = zoneNamed(zone)!.slotAt(at);
  return slot < 120 && slot % 24 >= 8 && slot % 24 < 17 ? busy : 0.02;
}

/** Hours within [from, to) that claim to be rarer than one in a thousand. @param who everybody when absent */
export function rare({ hours }: Lived, from: Millis, to: Millis, who?: string): EntityHour[] {
  return hours.filter((one) => one.hour >= from && one.hour < to && one.logPEqualised < Math.log(1e-3) && (who ?? one.entity.id) === one.entity.id);
}
