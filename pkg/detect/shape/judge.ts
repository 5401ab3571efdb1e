import { logGammaUpperTail, logStudentFourTwoSided, logStudentFourUpperTail } from '../../maths';
import type { Finding, Observation } from '../../model';
import type { Context } from '../detector';
import { amountOf } from '../guards';
import { DEPENDENCE, DOUBT, RESOLUTION } from './constants';
import { VIEWS } from './views';

/** One view as it stands in `Finding.inputs`: what it expects, and how far it misses. `scale` is negative where it says nothing. */
export interface View {
  readonly name: (typeof VIEWS)[number];
  readonly forecast: number;
  readonly scale: number;
}

/** Student's t of four degrees lies beyond it one time in forty. */
const ONE_IN_40 = 2.7764451051977987;
/** A distance where a view has never missed. */
const NEVER_MISSED = 40;

/** The finding as a function of the inputs and the value alone: evidence of the views added, by Brown's method for tests that depend on each other. */
export function judgeShape(inputs: readonly number[], obs: Observation, tail: Context['tail']): Finding {
  const views = viewsOf(inputs, obs).filter(({ scale }) => scale >= 0);
  const value = amountOf(obs);
  const band = views.filter(({ name }) => name !== 'last').reduce<View | undefined>((best, one) => (best && best.scale < one.scale ? best : one), undefined);
  const expected = band?.forecast ?? 0;
  const reach = ONE_IN_40 * (band?.scale ?? 0);
  const [low, high] = [expected - reach, expected + reach];
  return {
    logP: logPOf(views, value, tail),
    expected,
    interval: [obs.kind === 'count' ? Math.max(0, low) : low, high],
    borrowed: { own: 1, neighbour: 0, peer: 0 },
    inputs: [...inputs],
  };
}

/** Without a view nothing is known: p = 1/2. */
function logPOf(views: readonly View[], value: number, tail: Context['tail']): number {
  const k = views.length;
  if (k === 0) return -Math.LN2;
  const surprise = views.reduce((sum, view) => sum - logTail(distance(view, value), tail), 0);
  const scale = 1 + (k - 1) * DEPENDENCE;
  return Math.min(0, logGammaUpperTail(surprise / scale, k / scale));
}

/** How many of its typical misses a value is away from what a view expects. */
export function distance({ forecast, scale }: View, value: number): number {
  const miss = value - forecast;
  if (scale > 0) return miss / scale;
  return miss === 0 ? 0 : Math.sign(miss) * NEVER_MISSED;
}

function logTail(z: number, tail: Context['tail']): number {
  if (tail === 'both') return logStudentFourTwoSided(z);
  return logStudentFourUpperTail(tail === 'upper' ? z : -z);
}

/**
 * The views with the doubt that few values leave. What the numbers themselves cannot resolve is no miss: a millionth of the value; of counts, the chance
 * that Poisson's law leaves to each.
 * @throws RangeError unless they are 7 numbers
 */
export function viewsOf(inputs: readonly number[], obs: Observation): View[] {
  if (inputs.length !== 1 + 2 * VIEWS.length || !inputs.every(Number.isFinite)) throw new RangeError(`inputs: expected 7 numbers, got ${inputs.join(', ')}`);
  const doubt = Math.sqrt(1 + DOUBT / Math.max(1, inputs[0]!));
  return VIEWS.map((name, view) => {
    const [forecast, scale] = [inputs[1 + 2 * view]!, inputs[2 + 2 * view]!];
    if (scale < 0) return { name, forecast, scale };
    const least = obs.kind === 'count' ? Math.sqrt(Math.max(1, forecast)) : RESOLUTION * Math.abs(forecast);
    return { name, forecast, scale: Math.max(least, scale * doubt) };
  });
}
