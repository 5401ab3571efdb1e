import { contextAt, MONDAY, NO_PEERS } from '../../../pkg/detect/contract/simulate';
import type { Detector } from '../../../pkg/detect/detector';
import { COUNT_TAIL } from '../../../pkg/detect/count-tail/detector';
import { MULTI_BUCKET } from '../../../pkg/detect/multi-bucket/detector';
import { poissonDraw, seededRandom } from '../../../pkg/maths';
import { HOUR, type Observation } from '../../../pkg/model';

const PEERS = { ...NO_PEERS, members: 300, rate: 0.3, dispersion: 0.5, profile: new Float64Array(168).fill(0.3) };
const SHARE_ACTIVE = 0.2;
const HOURS = 24;

export interface Kernel {
  /** Of processor time, for an hour of all pairs. */
  readonly seconds: number;
  /** Of both detectors' states, a pair of entity and feature. */
  readonly bytes: number;
}

/** count-tail and multi-bucket over so many pairs of entity and feature, a fifth active each hour: the silence since caught up, scored, learnt. No store. */
export function kernel(pairs: number, seed: number): Kernel {
  const random = seededRandom(seed);
  const detectors = [COUNT_TAIL, MULTI_BUCKET] as readonly Detector<unknown>[];
  const blocks = detectors.map(({ blocks: of }) => of.empty(pairs));
  for (let pair = 0; pair < pairs; pair++) for (const block of blocks) block.add();
  const learnt = new Float64Array(pairs).fill(MONDAY);
  let micros = 0;
  for (let hour = 0; hour < HOURS; hour++) {
    const start = MONDAY + hour * HOUR;
    const active = Array.from({ length: pairs }, (_, pair) => pair).filter(() => random() < SHARE_ACTIVE);
    const values = active.map(() => 1 + poissonDraw(random, 1));
    const context = contextAt(start, { peers: PEERS });
    const begun = process.cpuUsage();
    active.forEach((pair, at) => {
      const obs: Observation = { kind: 'count', entity: context.entity, start, width: HOUR, value: values[at]! };
      detectors.forEach((detector, of) => {
        const state = blocks[of]!.at(pair);
        if (learnt[pair]! < start) detector.advance(state, learnt[pair]!, start, 'learn', (when) => contextAt(when, { peers: PEERS }));
        detector.learn(state, obs, detector.score(state, obs, context), context);
      });
      learnt[pair] = start + HOUR;
    });
    micros += process.cpuUsage(begun).user;
  }
  return { seconds: micros / 1e6 / HOURS, bytes: blocks.reduce((sum, block) => sum + block.bytes(), 0) / pairs };
}
