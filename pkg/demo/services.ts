import { DAY, HOUR, MINUTE, type Millis } from '../model';
import type { Chance } from './chance';
import { fileRead, request, signIn, type Drafted, type Origin } from './event-lines';

/** A machine's account: the same few things around the clock and one job a day or a week. */
export interface Service {
  readonly name: string;
  readonly origin: Origin;
  readonly hourly: number;
  readonly job: { readonly hour: number; readonly weekday: number | undefined; readonly size: number };
}

export function installServices(chance: Chance, count: number): Service[] {
  const roles = ['backup', 'deploy', 'monitor', 'sync', 'report', 'mailer'];
  return Array.from({ length: count }, (_, index) => {
    const name = `svc-${roles[index % roles.length]}-${String(Math.floor(index / roles.length) + 1)}`;
    return {
      name,
      origin: {
        user: { name },
        address: `192.0.2.${100 + index}`,
        country: 'DE',
        agent: `${name.split('-')[1]}/2.4`,
      },
      hourly: 3 * chance.logNormal(0.8),
      job: { hour: chance.whole(0, 5), weekday: chance.happens(0.5) ? chance.whole(0, 6) : undefined, size: chance.whole(8, 45) },
    };
  });
}

export function serviceDay(chance: Chance, service: Service, day: Millis): Drafted[] {
  const events: Drafted[] = [];
  const within = (hour: number): Millis => Math.round(day + (hour + chance.between(0, 1)) * HOUR);
  for (let hour = 0; hour < 24; hour++) {
    for (let left = chance.poisson(service.hourly); left > 0; left--) {
      events.push(request(within(hour), service.origin, '/api/v1/status', 200, chance.whole(300, 1_500)));
    }
  }
  for (let hour = 0; hour < 24; hour += 6) events.push(signIn(within(hour), service.origin, 'api', 'success'));
  const { job } = service;
  if (job.weekday === undefined || job.weekday === new Date(day).getUTCDay()) {
    for (let left = job.size; left > 0; left--) {
      const at = Math.round(day + job.hour * HOUR + chance.between(0, 25) * MINUTE);
      events.push(fileRead(at, service.origin, 'open', `/share/jobs/${new Date(day / DAY).getTime() % 7}/${left}.dat`, chance.whole(10_000, 5_000_000)));
    }
  }
  return events;
}
