import { largestUnremarkable, negativeBinomialQuantile } from '../../maths';
import type { Finding, Observation } from '../../model';
import { logMidP } from '../count-tail/judge';
import type { Context } from '../detector';
import { amountOf } from '../guards';
import { remarkableP } from '../remarkable';
import { lawOf, type PeerInputs } from './law';

/** The finding as a function of the inputs and the count alone. Without a group: no surprise. */
export function judgePeer(x: PeerInputs, count: number, tail: Context['tail']): Finding {
  const { known, mean, size, own } = lawOf(x);
  const inputs = [x.members, x.mean, x.within, x.spread, x.seen, x.expected];
  const borrowed = { own, neighbour: 0, peer: 1 - own };
  if (!known) return { logP: -Math.LN2, expected: 0, interval: [0, 0], borrowed, inputs };
  const logP = logMidP(count, mean, size, tail);
  const interval = [negativeBinomialQuantile(0.025, mean, size), negativeBinomialQuantile(0.975, mean, size)] as const;
  const finding = { logP, expected: mean, interval, borrowed, inputs };
  const p = remarkableP(logP, tail);
  return p === undefined ? finding : { ...finding, unremarkableBelow: largestUnremarkable(p, mean, size) };
}

/** @throws RangeError unless it is a count >= 0 */
export function countOf(obs: Observation): number {
  if (obs.kind !== 'count') throw new RangeError(`observation: expected a count, got ${obs.kind}`);
  return amountOf(obs);
}
