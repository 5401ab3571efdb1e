import type { Detector } from '../detector';
import { guardTime } from '../guards';
import { countOf, judgePeer } from './judge';
import { namedInputs } from './law';
import { inputsAt, learnBucket } from './learn';
import { META } from './meta';
import { BLOCKS, type PeerState } from './state';

/**
 * How improbable is a count this high for a member of its group at this hour? For what an entity's own history excuses, because it grew slowly, or cannot
 * judge, because there is none.
 *
 * The group's mean at the hour of the week, times how this entity has long stood in it. Formula, parameters and failures: detector.yaml. Cost:
 * bench/cases/detectors.
 */
export const PEER: Detector<PeerState> = {
  meta: META,
  blocks: BLOCKS,
  score(state, obs, ctx) {
    guardTime(obs.start, state.columns.next[state.index]!);
    return judgePeer(inputsAt(state, ctx), countOf(obs), ctx.tail);
  },
  judge: (inputs, obs, tail) => judgePeer(namedInputs(inputs), countOf(obs), tail),
  learn(state, obs, _finding, ctx) {
    guardTime(obs.start, state.columns.next[state.index]!);
    learnBucket(state, obs.start, countOf(obs), ctx);
  },
  advance(state, from, to, zero, at) {
    const { columns: c, index: i } = state;
    guardTime(from, c.next[i]!);
    if (zero === 'learn') for (let start = from; start < to; start = c.next[i]!) learnBucket(state, start, 0, at(start));
    else if (c.next[i]! > 0 && to > c.next[i]!) c.next[i] = to;
  },
};
