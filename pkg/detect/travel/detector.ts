import { hash53 } from '../../maths';
import type { Finding, Observation, ValueSet } from '../../model';
import type { Context, Detector } from '../detector';
import { guardTime } from '../guards';
import { valuesOf } from '../rarity/detector';
import { decay, learnValue } from '../rarity/learn';
import { keptSince, weigh } from '../rarity/weigh';
import { isJump, journeysTo } from './journey';
import { judgeAgain, judgeTravel } from './judge';
import { META } from './meta';
import { placeOf } from './place';
import { BLOCKS, type TravelState } from './state';

/**
 * Could one person have been at both places? Impossible speed between two sign-ins, which counts as much as the place is improbable for the user and the
 * peers: a gateway that colleagues use costs nothing, nor does a user who jumps daily.
 *
 * Values are places, `48.2,16.4`. Formula, parameters and failures: detector.yaml. Cost: bench/cases/detectors.
 */
export const TRAVEL: Detector<TravelState> = {
  meta: META,
  blocks: BLOCKS,
  accepts: (obs) => obs.kind === 'values' && [...obs.values.keys()].some((value) => placeOf(value) !== undefined),
  score(state, obs, ctx) {
    const set = placesOf(obs);
    guardTime(set.start, state.columns.next[state.index]!);
    return least(state, set, ctx);
  },
  judge: (inputs, obs) => judgeAgain(inputs, placesOf(obs)),
  learn(state, obs, _finding, ctx) {
    const { columns: c, index: i } = state;
    const set = placesOf(obs);
    guardTime(set.start, c.next[i]!);
    const keep = keptSince(state, set.start);
    const journeys = journeysTo(state, set);
    decay(state, set.start);
    if (c.next[i] === 0) c.begun[i] = set.start;
    c.moves[i] = c.moves[i]! * keep + journeys.length;
    c.jumps[i] = c.jumps[i]! * keep + journeys.filter(isJump).length;
    for (const { value } of journeys) learnValue(state, hash53(value), set.start, ctx.peers.share(value) === 0);
    const { lat, lon } = journeys.at(-1)!.place;
    c.lat[i] = lat;
    c.lon[i] = lon;
    c.thereAt[i] = set.start + set.width;
    c.next[i] = set.start + set.width;
  },
  /** Time alone says nothing. Only the clock moves, whatever `zero` says. */
  advance({ columns: c, index: i }, from, to) {
    guardTime(from, c.next[i]!);
    if (c.next[i]! > 0 && to > c.next[i]!) c.next[i] = to;
  },
};

/** Of the places of a bucket the least likely journey; of equal ones the first by name. */
function least(state: TravelState, set: ValueSet, { peers }: Context): Finding {
  const { columns: c, index: i } = state;
  const keep = keptSince(state, set.start);
  const [moves, jumps] = [c.moves[i]! * keep, c.jumps[i]! * keep];
  const total = [...set.values.values()].reduce((sum, n) => sum + n, 0);
  const journeys = journeysTo(state, set);
  const findings = journeys.map(({ value, kilometres, minutes }) => {
    const weighed = weigh(state, hash53(value), keep, peers.share(value), peers.members);
    return judgeTravel(weighed, journeys.length, total, value, { kilometres, minutes, moves, jumps });
  });
  return findings.reduce((best, one) => (one.logP < best.logP ? one : best));
}

function placesOf(obs: Observation): ValueSet {
  const set = valuesOf(obs);
  if (![...set.values.keys()].some((value) => placeOf(value) !== undefined)) throw new RangeError('values: expected a place as 48.2,16.4, got none');
  return set;
}
