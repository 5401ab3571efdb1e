import { Team, type Did, type Person } from '../../../pkg/engine/testing/sessions';
import { seededRandom } from '../../../pkg/maths';
import { DAY, HOUR, type Millis } from '../../../pkg/model';
import type { Metric } from '../../metric';
import { judgeAll, MONDAY } from './judged';

const SEED = 70;
const LEARN = 28;
const TEST = 28;
const SHARE = 0.05;
/** How the one who works under another's name goes about it. */
type Way = 'at the own pace' | "at the victim's pace" | "ten steps amid the victim's own session" | 'a script plays back what the victim does';
const MANY_TRADES = 24;
const ONE_TRADE = 5;
const GOAL = 0.9;

/**
 * After Schonlau (Statistical Science 16, 2001): 70 people, in whose test weeks one session of twenty is another's. Simulated, since the original must be
 * fetched; here every masquerader is a colleague, who has the same commands to hand. Area under the ROC curve over the hours of the test weeks. The peer is the
 * share of commands that the user never ran before.
 */
export function masquerade(): Metric[] {
  return [
    area('at the own pace', MANY_TRADES, 'people of many trades'),
    area('at the own pace', ONE_TRADE, 'people of one trade'),
    area("at the victim's pace", ONE_TRADE, 'people of one trade'),
    area("ten steps amid the victim's own session", ONE_TRADE, 'people of one trade'),
    area('a script plays back what the victim does', ONE_TRADE, 'people of one trade'),
  ];
}

function area(way: Way, trade: number, among: string): Metric {
  const { did, odd } = sessions(way, trade);
  const hours = judgeAll(did, LEARN + TEST).hours.filter(({ start }) => start >= MONDAY + LEARN * DAY);
  const value = areaUnder(hours.map(({ who, start, finding }) => ({ odd: odd.has(`${who} ${start}`), score: -finding })));
  const peerValue = areaUnder(neverRun(did, odd));
  return {
    metric: `masquerade among ${among}, ${way}: area under ROC`,
    value,
    unit: '',
    goal: GOAL,
    met: value >= GOAL,
    peer: 'share of commands never run before',
    peerValue,
    ratio: value / peerValue,
    cores: 1,
    seed: SEED,
  };
}

function sessions(way: Way, trade: number): { readonly did: Did[]; readonly odd: ReadonlySet<string> } {
  const team = new Team(70, SEED, trade);
  const random = seededRandom(SEED + 1);
  const all = team.days(MONDAY, LEARN + TEST);
  const odd = new Set<string>();
  const instead: Did[] = [];
  for (const place of new Set(all.map(({ who, at }) => `${who} ${Math.floor(at / HOUR) * HOUR}`))) {
    const [who = '', start = ''] = place.split(' ');
    if (Number(start) < MONDAY + LEARN * DAY || random() >= SHARE) continue;
    odd.add(place);
    const victim = team.people[Number(who.slice(1))]!;
    const other = team.people[(Number(who.slice(1)) + 1 + Math.floor(69 * random())) % 70]!;
    instead.push(...taken(team, way, victim, other, Number(start)));
  }
  return { did: [...all.filter(({ who, at }) => !odd.has(`${who} ${Math.floor(at / HOUR) * HOUR}`)), ...instead], odd };
}

/** A session under the victim's name. */
function taken(team: Team, way: Way, victim: Person, other: Person, start: Millis): Did[] {
  const as = victim.name;
  switch (way) {
    case 'at the own pace':
      return team.session(other, start, as);
    case "at the victim's pace":
      return team.session(other, start, as, () => team.gap(victim));
    case 'a script plays back what the victim does':
      return team.session(victim, start, as, () => 500);
    case "ten steps amid the victim's own session": {
      const [own, foreign] = [team.session(victim, start), team.session(other, start)];
      const from = Math.floor(own.length / 3);
      return own.map((one, n) => ({ ...one, step: n >= from && n < from + 10 ? (foreign[n - from]?.step ?? one.step) : one.step }));
    }
  }
}

interface Scored {
  readonly odd: boolean;
  readonly score: number;
}

function neverRun(did: readonly Did[], odd: ReadonlySet<string>): Scored[] {
  const known = new Set<string>();
  const places = new Map<string, { all: number; fresh: number }>();
  for (const { who, at, step } of [...did].sort((a, b) => a.at - b.at)) {
    const place = `${who} ${Math.floor(at / HOUR) * HOUR}`;
    const one = places.get(place) ?? { all: 0, fresh: 0 };
    places.set(place, one);
    one.all++;
    if (!known.has(`${who} ${step}`)) one.fresh++;
    known.add(`${who} ${step}`);
  }
  return [...places]
    .filter(([place]) => Number(place.split(' ')[1]) >= MONDAY + LEARN * DAY)
    .map(([place, { all, fresh }]) => ({ odd: odd.has(place), score: fresh / all }));
}

/** Of a pair of one odd and one other, how often the odd one scores higher; a tie is a half. */
function areaUnder(scored: readonly Scored[]): number {
  const sorted = [...scored].sort((a, b) => a.score - b.score);
  let [ranks, at] = [0, 0];
  while (at < sorted.length) {
    let end = at;
    while (end < sorted.length && sorted[end]!.score === sorted[at]!.score) end++;
    ranks += sorted.slice(at, end).filter(({ odd }) => odd).length * ((at + end + 1) / 2);
    at = end;
  }
  const positives = scored.filter(({ odd }) => odd).length;
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (scored.length - positives));
}
