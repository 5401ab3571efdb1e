import { simulateCounts } from '../../../../pkg/detect/contract/simulate';
import type { Metric } from '../../../metric';
import { median } from '../../../spread';
import { ENTITIES, GOALS, LEARNT, outcome, plant, SEEDS, WEEKS } from '../../detectors/false-alarms';
import { detectorsFor } from '../detectors';
import { low } from '../measures/metric-of';
import { EXPANDING_Z_ABOVE } from '../peers/expanding-z';
import { eventsPerUser, passOver } from './pass-over';

const WHOLE = 'the whole';
/** What statistics.md section 5 measured its prototype with: the hour, and the twelve hours before it. */
const PAIR = ['count-tail', 'multi-bucket'];

/**
 * The organisation of statistics.md section 5 through the whole engine: false-positive entity-days per 1,000 at a recall of incidents, every detector and the
 * whole. The goals are the design's: 30, 10 and 5 times fewer than a plain z-score in the same run.
 */
export function organisation(): Metric[] {
  const runs = SEEDS.map(oneSeed);
  const peer = EXPANDING_Z_ABOVE.name;
  return Object.keys(runs[0] ?? {})
    .filter((scorer) => scorer !== peer)
    .flatMap((scorer) =>
      GOALS.map(({ recall, fewer }, i) => {
        const values = runs.map((run) => run[scorer]![i]!);
        const name = `organisation: false entity-days per 1,000 at ${100 * recall} % recall, ${scorer}`;
        const spread = [Math.min(...values), Math.max(...values)] as const;
        const peerValue = median(runs.map((run) => run[peer]![i]!));
        return low(name, median(values), peerValue / fewer, { unit: 'per 1,000', peer, peerValue, runs: values.length, spread, seed: SEEDS[0]! });
      })
    );
}

/** By scorer: false days at each recall. */
function oneSeed(seed: number): Record<string, readonly number[]> {
  const entities = simulateCounts({ data: 'organisation', seed, entities: ENTITIES, weeks: WEEKS });
  const incidents = plant(entities, seed + 1_000);
  const from = LEARNT * 168;
  const of = (logPs: Float64Array): readonly number[] => outcome(logPs, incidents).falseDays;
  const whole = passOver(entities, from, eventsPerUser());
  const found: Record<string, readonly number[]> = {
    [WHOLE]: of(whole.logPs),
    'risk (surprise of three days)': of(whole.risks.map((risk) => -risk)),
  };
  found[`the whole by ${PAIR.join(' and ')}`] = of(passOver(entities, from, eventsPerUser(PAIR)).logPs);
  for (const detector of detectorsFor('count', 'upper')) found[`${detector} alone`] = of(passOver(entities, from, eventsPerUser([detector])).logPs);
  const z = EXPANDING_Z_ABOVE.scores(entities.map(({ counts }) => [...counts].map((count) => [count])));
  found[EXPANDING_Z_ABOVE.name] = of(Float64Array.from(z.flatMap((scores) => scores.slice(from).map((score) => -score))));
  return found;
}
