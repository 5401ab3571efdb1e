import type { Finding, Observation } from '../../model';
import type { Context } from '../detector';
import { judgeNormal } from '../normal-judgement';
import { guardNumbers } from '../guards';

/** Buckets that the entity's mean over all hours weighs beside the slot's own. */
const SLOT_PRIOR = 1;
/** Buckets that the peers weigh beside the entity's over all hours. */
const PEER_PRIOR = 24;
const LEAST_HISTORY = 3;

/** Slot, drawn to the whole week of the entity, which is drawn to the peers at this hour. */
export function judgeSlot(inputs: readonly number[], obs: Observation, tail: Context['tail']): Finding {
  guardNumbers(inputs, 9);
  const [count, slotMean, slotVariance, allCount, allMean, allVariance, members, peerMean, dispersion] = inputs as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const shared = obs.kind === 'count' && members > 0;
  const peers = shared ? PEER_PRIOR : 0;
  const all = Math.max(1, allCount + peers);
  const priorMean = (allCount * allMean + peers * peerMean) / all;
  const priorVariance = (allCount * allVariance + peers * (peerMean + dispersion * peerMean * peerMean)) / all;
  const weight = count + SLOT_PRIOR;
  const mean = (count * slotMean + SLOT_PRIOR * priorMean) / weight;
  const variance = (count * slotVariance + SLOT_PRIOR * priorVariance) / weight;
  const own = count / weight;
  const peer = (1 - own) * (peers / all);
  const known = shared || allCount >= LEAST_HISTORY;
  return judgeNormal({ mean, variance, known }, obs, tail, { own, neighbour: 1 - own - peer, peer }, inputs);
}
