import type { Millis } from '../../model';
import { countOf, learnFrom, passSilence, turnWeek } from '../count-tail/passing';
import type { Context, Detector } from '../detector';
import { guardTime } from '../guards';
import { hopeOf } from './expect';
import { judgeSilence, namedInputs, type SilenceInputs } from './judge';
import { learnBucket } from './learn';
import { META } from './meta';
import { BLOCKS, type SilenceState } from './state';

/**
 * Should it be sending, and is not? For data sources, hosts, services: the longer a silence lasts in which events were to be expected, the less likely.
 *
 * count-tail's expectation, added up over the silence and held against the gaps that this entity leaves. Formula, parameters and failures: detector.yaml.
 * Cost: bench/cases/detectors.
 */
export const SILENCE: Detector<SilenceState> = {
  meta: META,
  blocks: BLOCKS,
  score(state, obs, ctx) {
    guardTime(obs.start, state.columns.next[state.index]!);
    return judgeSilence(inputsAt(state, obs.start, ctx), countOf(obs));
  },
  judge: (inputs, obs) => judgeSilence(namedInputs(inputs), countOf(obs)),
  learn(state, obs, _finding, ctx) {
    countOf(obs);
    learnFrom(state, obs, ctx, learnBucket);
  },
  advance: (state, from, to, zero, at) => passSilence(state, from, to, zero, at, learnBucket),
  turn: turnWeek,
};

function inputsAt(state: SilenceState, start: Millis, ctx: Context): SilenceInputs {
  const { columns: c, index: i } = state;
  const { mean, size, level, base, doubt, own, neighbour } = hopeOf(state, start, ctx);
  const lasts = c.since[i] !== 0;
  const gap = c.gap[i]! + (lasts ? c.levelThen[i]! : level) * base;
  return { mean, size, gap, silentFor: lasts ? start - c.since[i]! : 0, events: c.events[i]!, gaps: c.gaps[i]!, squares: c.squares[i]!, doubt, own, neighbour };
}
