import { DAY, HOUR, MINUTE, type Millis } from '../../model';
import { signIn, type Drafted, type Origin } from '../event-lines';
import { FAR_COUNTRIES } from '../places';
import type { Planted, Stage } from './plant';

const SCRIPT = 'python-requests/2.32';

/** Many passwords for one account, from one address, in minutes. */
export function bruteForce({ chance, from, to, victim }: Stage): Planted {
  const person = victim();
  const attacker: Origin = {
    user: { name: person.name },
    address: `203.0.113.${chance.whole(100, 250)}`,
    country: chance.pick(FAR_COUNTRIES),
    agent: SCRIPT,
  };
  const start = chance.between(from, to - HOUR);
  const tries = chance.whole(40, 300);
  const minutes = chance.whole(8, 50);
  return {
    incident: {
      kind: 'brute-force',
      title: `${tries} passwords tried for ${person.name} in ${minutes} minutes`,
      entity: { type: 'user', id: person.name },
      alsoEntities: [{ type: 'address', id: attacker.address }],
      start,
      end: start + minutes * MINUTE,
    },
    events: Array.from({ length: tries }, () => signIn(Math.round(start + chance.between(0, minutes) * MINUTE), attacker, 'sso', 'failure', 'wrong-password')),
  };
}

/** One password for many accounts, from one address. */
export function passwordSpray({ chance, from, to, everybody }: Stage): Planted {
  const address = `203.0.113.${chance.whole(20, 90)}`;
  const start = chance.between(from, to - HOUR);
  const minutes = chance.whole(10, 50);
  const count = chance.whole(25, 120);
  const events = Array.from({ length: count }, (): Drafted => {
    const { name } = chance.pick(everybody);
    const attacker: Origin = { user: { name }, address, country: 'RO', agent: SCRIPT };
    return signIn(Math.round(start + chance.between(0, minutes) * MINUTE), attacker, 'sso', 'failure', 'wrong-password');
  });
  return {
    incident: {
      kind: 'password-spray',
      title: `one address tried about ${count} accounts in ${minutes} minutes`,
      entity: { type: 'address', id: address },
      alsoEntities: [],
      start,
      end: start + minutes * MINUTE,
    },
    events,
  };
}

/** A try now and then for two days: below every threshold an hour could have. */
export function lowAndSlowGuessing({ chance, from, to, victim }: Stage): Planted {
  const person = victim();
  const hours = chance.whole(36, 60);
  const start = chance.between(from, to - hours * HOUR);
  const address = `198.51.100.${chance.whole(150, 250)}`;
  const attacker: Origin = { user: { name: person.name }, address, country: 'VN', agent: SCRIPT };
  const rate = chance.between(1, 3);
  const events: Drafted[] = [];
  for (let hour = 0; hour < hours; hour++) {
    for (let left = chance.poisson(rate); left > 0; left--) {
      events.push(signIn(at(start, hour, chance.between(0, 1)), attacker, 'sso', 'failure', 'wrong-password'));
    }
  }
  return {
    incident: {
      kind: 'low-and-slow-guessing',
      title: `${events.length} passwords tried for ${person.name} over ${((hours * HOUR) / DAY).toFixed(1)} days, never many at once`,
      entity: { type: 'user', id: person.name },
      alsoEntities: [{ type: 'address', id: address }],
      start,
      end: start + hours * HOUR,
    },
    events,
  };
}

function at(start: Millis, hour: number, share: number): Millis {
  return Math.round(start + (hour + share) * HOUR);
}
