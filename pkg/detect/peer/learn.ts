import type { Millis } from '../../model';
import type { Context } from '../detector';
import { SLOTS } from '../slot';
import { CUT, HALF_LIFE, UNKNOWN_SPREAD } from './constants';
import { lawOf, type PeerInputs } from './law';
import type { PeerState } from './state';

/** What is known of a bucket before it is seen. Pure. */
export function inputsAt({ columns: c, index: i }: PeerState, ctx: Context): PeerInputs {
  const { members, dispersion, spread = dispersion + UNKNOWN_SPREAD } = ctx.peers;
  return { members, mean: meanOf(ctx), within: dispersion, spread, seen: c.seen[i]!, expected: c.expected[i]! };
}

/** Takes in one bucket: the standing, by a count that is cut. */
export function learnBucket(state: PeerState, start: Millis, count: number, ctx: Context): void {
  const { columns: c, index: i } = state;
  const x = inputsAt(state, ctx);
  const { known, mean, size } = lawOf(x);
  const most = known ? mean + CUT * Math.sqrt(mean + (mean * mean) / size) + 3 : 0;
  const kept = 2 ** (-ctx.width / HALF_LIFE);
  c.seen[i] = kept * c.seen[i]! + Math.min(count, most);
  c.expected[i] = kept * c.expected[i]! + (known ? x.mean : 0);
  c.next[i] = start + ctx.width;
}

/** Holidays follow the Sunday's habits; special days are so many times the usual. */
function meanOf({ peers, slot, calendar }: Context): number {
  const hour = calendar.holiday ? SUNDAY + (slot % 24) : slot;
  const mean = peers.profile.length === SLOTS ? peers.profile[hour]! : peers.rate;
  return mean * (calendar.factor ?? 1);
}
const SUNDAY = 6 * 24;
