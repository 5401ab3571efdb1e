import type { Observation } from '../../model';
import type { Detector } from '../detector';
import { endOf, guardTime } from '../guards';
import { findingOf } from './finding';
import { guardObservation } from './guard';
import { META } from './meta';
import { BLOCKS, type ExternalState } from './state';

/**
 * How improbable does a scoring service call what was observed? Whoever closes the hour asked it before; here its answer, `ctx.answer`, becomes a finding.
 *
 * Without an answer there is no finding, so the engine then passes the observation by. Formula, parameters and failures: detector.yaml.
 * @throws RangeError where there is no answer, or one that is no p
 */
export const EXTERNAL: Detector<ExternalState> = {
  meta: META,
  blocks: BLOCKS,
  score(state, obs, ctx) {
    guard(state, obs);
    return findingOf([ctx.answer ?? Number.NaN], obs);
  },
  judge: (inputs, obs) => findingOf(inputs, obs),
  learn(state, obs) {
    guard(state, obs);
    state.columns.next[state.index] = endOf(obs);
  },
  advance({ columns, index }, from, to) {
    guardTime(from, columns.next[index]!);
    if (to > columns.next[index]!) columns.next[index] = to;
  },
};

function guard({ columns, index }: ExternalState, obs: Observation): void {
  guardTime(obs.start, columns.next[index]!);
  guardObservation(obs);
}
