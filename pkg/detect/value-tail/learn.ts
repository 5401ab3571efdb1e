import type { Millis, Observation } from '../../model';
import type { Context } from '../detector';
import { endOf } from '../guards';
import { CUT, HALF_LIFE } from './constants';
import { lawOf, type Inputs } from './law';
import type { ValueTailState } from './state';
import { valueOf } from './value';

/** What is known of a bucket before it is seen. Pure. */
export function inputsAt({ columns: c, index: i }: ValueTailState, start: Millis, { peers }: Context): Inputs {
  const keep = keptSince(c.at[i]!, start);
  const logs = peers.logs;
  return {
    weight: c.weight[i]! * keep,
    mean: c.mean[i]!,
    squares: c.squares[i]! * keep,
    largest: c.largest[i]!,
    members: logs === undefined ? 0 : logs.members,
    peerMean: logs?.mean ?? 0,
    peerBetween: logs?.between ?? 0,
    peerWithin: logs?.within ?? 0,
  };
}

/** Takes in one value: weighted mean and squares, aged first. A value is cut at CUT scales, so that one transfer does not widen all that follow. */
export function learnValue(state: ValueTailState, obs: Observation, ctx: Context): void {
  const { columns: c, index: i } = state;
  const value = valueOf(obs);
  const x = inputsAt(state, obs.start, ctx);
  const { known, location, scale } = lawOf(x);
  const seen = Math.log1p(value);
  const cut = known ? Math.min(location + CUT * scale, Math.max(location - CUT * scale, seen)) : seen;
  const distance = cut - x.mean;
  c.weight[i] = x.weight + 1;
  c.mean[i] = Math.max(0, x.mean + distance / c.weight[i]!);
  c.squares[i] = x.squares + (x.weight / c.weight[i]!) * distance * distance;
  c.largest[i] = Math.max(c.largest[i]!, value);
  c.at[i] = obs.start;
  c.next[i] = endOf(obs);
}

function keptSince(at: Millis, now: Millis): number {
  return at === 0 ? 1 : 2 ** ((at - now) / HALF_LIFE);
}
