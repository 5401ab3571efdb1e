import { logStudentUpperTail, studentUpperQuantile } from '../../maths';
import type { Finding, Observation } from '../../model';
import type { Context } from '../detector';
import { guardInputs } from '../guards';
import { remarkableP } from '../remarkable';
import { MOST_DEGREES } from './constants';
import { lawOf, type Inputs, type Law } from './law';
import { valueOf } from './value';

const ONE_IN_40 = 0.025;
/** The quantile that nearly every state needs: dear to compute. */
const MATURE = studentUpperQuantile(ONE_IN_40, MOST_DEGREES);

/** The finding as a function of the inputs and the value alone. */
export function judgeValueTail(x: Inputs, obs: Observation, tail: Context['tail']): Finding {
  const law = lawOf(x);
  const logP = law.known ? logTail((Math.log1p(valueOf(obs)) - law.location) / law.scale, law.degrees, tail) : -Math.LN2;
  const own = law.known ? x.weight / (x.weight + law.peerWeight) : 1;
  const finding = {
    logP,
    expected: valueAt(law, 0),
    interval: intervalOf(law),
    borrowed: { own, neighbour: 0, peer: 1 - own },
    inputs: [x.weight, x.mean, x.squares, x.largest, x.members, x.peerMean, x.peerBetween, x.peerWithin],
  };
  const p = remarkableP(logP, tail);
  return p === undefined ? finding : { ...finding, unremarkableBelow: valueAt(law, studentUpperQuantile(p, law.degrees)) };
}

/** The value so many scales above the usual one. */
function valueAt({ location, scale }: Law, distance: number): number {
  return Math.expm1(Math.max(0, location + distance * scale));
}

function intervalOf(law: Law): readonly [number, number] {
  if (!law.known) return [0, 0];
  const distance = law.degrees === MOST_DEGREES ? MATURE : studentUpperQuantile(ONE_IN_40, law.degrees);
  return [valueAt(law, -distance), valueAt(law, distance)];
}

function logTail(t: number, degrees: number, tail: Context['tail']): number {
  if (tail === 'both') return Math.min(0, Math.LN2 + logStudentUpperTail(Math.abs(t), degrees));
  return logStudentUpperTail(tail === 'upper' ? t : -t, degrees);
}

/** @throws RangeError unless they are 8 numbers >= 0 */
export function namedInputs(inputs: readonly number[]): Inputs {
  guardInputs(inputs, 8);
  const [weight, mean, squares, largest, members, peerMean, peerBetween, peerWithin] = inputs as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { weight, mean, squares, largest, members, peerMean, peerBetween, peerWithin };
}
