import type { Millis } from '../../model';
import type { Detector } from '../detector';
import { amountOf, endOf, guardTime } from '../guards';
import { judgeShape } from './judge';
import { META } from './meta';
import { BLOCKS, type ShapeState } from './state';
import { forecasts, learnShape, VIEWS } from './views';

/** Values before a view is believed. */
const LEAST = 3;

/**
 * Does a dense series (a gauge, a total, traffic by the minute) go on as it should: by its usual level, by the same time of the last days, by its last
 * value?
 *
 * Free of unit and offset. Formula, parameters and failures: detector.yaml. Cost: bench/cases/detectors.
 */
export const SHAPE: Detector<ShapeState> = {
  meta: META,
  blocks: BLOCKS,
  score(state, obs, ctx) {
    guardTime(obs.start, state.columns.next[state.index]!);
    return judgeShape(inputsAt(state, obs.start, ctx.width), obs, ctx.tail);
  },
  judge: judgeShape,
  learn(state, obs) {
    guardTime(obs.start, state.columns.next[state.index]!);
    learnShape(state, obs.start, obs.width, amountOf(obs));
    state.columns.next[state.index] = endOf(obs);
  },
  advance(state, from, to, zero, at) {
    const { columns: c, index: i } = state;
    guardTime(from, c.next[i]!);
    if (zero === 'learn') for (let start = from; start < to; start = c.next[i]!) learnShape(state, start, at(start).width, 0);
    else if (c.next[i]! > 0 && to > c.next[i]!) c.next[i] = to;
  },
};

/** In the order of `meta.inputs`. */
function inputsAt(state: ShapeState, start: Millis, width: Millis): number[] {
  const { columns: c, index: i } = state;
  const expected = forecasts(state, start, width);
  const inputs: number[] = [c.values[i]!];
  for (let view = 0; view < VIEWS.length; view++) {
    const at = i * VIEWS.length + view;
    const known = c.misses[at]! >= LEAST && !Number.isNaN(expected[view]!);
    inputs.push(known ? c.origin[i]! + expected[view]! : 0, known ? c.scales[at]! : -1);
  }
  return inputs;
}
