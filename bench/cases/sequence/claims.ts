import { Team } from '../../../pkg/engine/testing/sessions';
import { DAY, HOUR } from '../../../pkg/model';
import type { Metric } from '../../metric';
import { judgeAll, MONDAY } from './judged';

const SEED = 71;
const PEOPLE = 400;
const WEEKS = 12;
const LEARN = 5;
const LEVELS = [0.01, 0.001, 0.0001] as const;
const TWICE = 2;

/** An organisation in which nothing is wrong, though people take up other tasks: how often claims are made, and what a session costs. */
export function claims(): Metric[] {
  const { hours, pass, seconds, buckets, steps } = judgeAll(new Team(PEOPLE, SEED).days(MONDAY, WEEKS * 7), WEEKS * 7);
  const tested = hours.filter(({ start }) => start >= MONDAY + LEARN * 7 * DAY);
  const allHours = PEOPLE * (WEEKS - LEARN) * 7 * (DAY / HOUR);
  const about = { cores: 1, seed: SEED };
  const claimed = (of: string, logPs: readonly number[], all: number): Metric[] =>
    LEVELS.map((level) => {
      const found = logPs.filter((logP) => logP < Math.log(level)).length;
      const value = found / (level * all);
      return {
        metric: `${of} claim p < ${level}, of ${Math.round(level * all)} expected`,
        value,
        unit: 'found for each claimed',
        goal: TWICE,
        met: value <= TWICE && value >= 1 / TWICE,
        ...about,
      };
    });
  const [track] = pass.tracks;
  const uses = JSON.stringify(track!.stored().uses).length;
  const bytes = track!.judges[0]!.block.bytes() / track!.ids.length;
  return [
    ...claimed(
      'sessions that',
      tested.map(({ finding }) => finding),
      tested.length
    ),
    ...claimed(
      'hours of all people that',
      tested.map(({ combined }) => combined),
      allHours
    ),
    { metric: 'state of a person', value: bytes, unit: 'bytes', goal: 8_000, met: bytes <= 8_000, ...about },
    { metric: 'what a person is known for among peers', value: uses / PEOPLE, unit: 'bytes', goal: 4_000, met: uses / PEOPLE <= 4_000, ...about },
    {
      metric: `a session of ${Math.round(steps / buckets)} steps scored, learnt and combined`,
      value: (1e6 * seconds) / buckets,
      unit: 'microseconds',
      goal: 200,
      met: (1e6 * seconds) / buckets <= 200,
      ...about,
    },
  ];
}
