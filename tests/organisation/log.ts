/** Where the log ends: a Monday, 00:00 UTC. A fixed past, so that pictures and numbers are the same tomorrow. */
export const END = Date.UTC(2024, 5, 24);
const HOUR = 3_600_000;
const DAYS = 28;
const START = END - DAYS * 24 * HOUR;
const SEED = 20_240_624;

const PEOPLE = [
  'ada',
  'ben',
  'cleo',
  'dan',
  'eva',
  'finn',
  'gus',
  'hana',
  'ines',
  'jon',
  'kim',
  'lea',
  'max',
  'noa',
  'otto',
  'pia',
  'quin',
  'rosa',
  'sam',
  'tess',
];

/** What is planted, as the tests expect to find it. */
export const PLANTED = {
  /** One person's password guessed. */
  guessed: { entity: 'ada', failures: 60, at: END - 33 * HOUR },
  /** One person takes many files away at night. */
  taken: { entity: 'ben', files: 140, at: END - 22 * HOUR },
  /** One address tries everybody once. */
  sprayed: { entity: '203.0.113.7', people: PEOPLE.length, at: END - 57 * HOUR },
} as const;

/** A small organisation of 20 people over four weeks as ECS lines, in order of time: about 8,500 events, office hours only. Seeded. */
export function logLines(): string[] {
  const chance = chanceOf(SEED);
  const events: Event[] = [];
  for (let hour = START; hour < END; hour += HOUR) {
    for (const [index, user] of PEOPLE.entries()) events.push(...usual(hour, user, `10.0.0.${index + 10}`, chance));
  }
  events.push(...planted());
  return events
    .sort((a, b) => a.at - b.at)
    .map(({ at, ...rest }, i) => {
      const event = { ...(rest['event'] as object), id: `small-${i}`, dataset: 'small' };
      return JSON.stringify({ '@timestamp': new Date(at).toISOString(), ...rest, event });
    });
}

type Event = { readonly at: number } & Readonly<Record<string, unknown>>;

function usual(hour: number, user: string, ip: string, chance: () => number): Event[] {
  const date = new Date(hour);
  const office = date.getUTCHours() >= 8 && date.getUTCHours() < 18 && date.getUTCDay() % 6 !== 0;
  const made: Event[] = [];
  const moment = (): number => hour + Math.floor(chance() * HOUR);
  if (office && chance() < 0.5) made.push(signIn(moment(), user, ip, 'success'));
  if (office && chance() < 0.05) made.push(signIn(moment(), user, ip, 'failure'));
  for (let files = office ? Math.floor(chance() * 4) : 0; files > 0; files--) made.push(download(moment(), user, ip, Math.floor(chance() * 1e6)));
  return made;
}

function planted(): Event[] {
  const { guessed, taken, sprayed } = PLANTED;
  return [
    ...Array.from({ length: guessed.failures }, (_, i) => signIn(guessed.at + i * 40_000, guessed.entity, '198.51.100.23', 'failure')),
    ...Array.from({ length: taken.files }, (_, i) => download(taken.at + i * 20_000, taken.entity, '10.0.0.11', 1_000_000 + i)),
    ...PEOPLE.map((user, i) => signIn(sprayed.at + i * 60_000, user, sprayed.entity, 'failure')),
  ];
}

function signIn(at: number, user: string, ip: string, outcome: 'success' | 'failure'): Event {
  return { at, event: { category: ['authentication'], action: 'logon', outcome }, user: { name: user }, source: { ip } };
}

function download(at: number, user: string, ip: string, size: number): Event {
  return {
    at,
    event: { category: ['file'], type: ['access'], action: 'download', outcome: 'success' },
    user: { name: user },
    source: { ip },
    file: { path: `/share/plans/${size % 997}.pdf`, size },
  };
}

/** Numbers from 0 to 1, the same for the same seed (a linear congruence: enough for a log). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
