import { mean, variance } from 'simple-statistics';
import { poissonDraw, seededRandom } from '../../maths';
import { HOUR } from '../../model';
import { contextAt, countAt, MONDAY, NO_PEERS } from '../contract/simulate';
import { SEASONAL_ZSCORE } from './detector';

const WEEK = 168;

function lived(counts: readonly number[]): ReturnType<typeof SEASONAL_ZSCORE.blocks.empty> {
  const block = SEASONAL_ZSCORE.blocks.empty(1);
  const state = block.at(block.add());
  counts.forEach((count, h) => {
    const obs = countAt(MONDAY + h * HOUR, count);
    SEASONAL_ZSCORE.learn(state, obs, SEASONAL_ZSCORE.score(state, obs, contextAt(obs.start)), contextAt(obs.start));
  });
  return block;
}

const random = seededRandom(8);
const counts = Array.from({ length: 5 * WEEK }, (_, h) => poissonDraw(random, h % 24 === 9 ? 20 : 1));
const at = MONDAY + 5 * WEEK * HOUR;

test('an hour of the week has the plain mean and variance of its five visits, mixed with one part of all hours', () => {
  const { inputs } = SEASONAL_ZSCORE.score(lived(counts).at(0), countAt(at + 9 * HOUR, 20), contextAt(at + 9 * HOUR));
  const nines = counts.filter((_, h) => h % WEEK === 9);
  expect(inputs[0]).toBe(5);
  expect(inputs[1]).toBeCloseTo(mean(nines), 4);
  expect(inputs[2]).toBeCloseTo(variance(nines), 3);
});

test('twenty are dull at nine and an alarm at three', () => {
  const state = lived(counts).at(0);
  expect(SEASONAL_ZSCORE.score(state, countAt(at + 9 * HOUR, 20), contextAt(at + 9 * HOUR)).logP).toBeGreaterThan(Math.log(0.05));
  expect(SEASONAL_ZSCORE.score(state, countAt(at + 3 * HOUR, 20), contextAt(at + 3 * HOUR)).logP).toBeLessThan(Math.log(1e-6));
});

test('the shares say on what an hour rests: itself, the other hours, the peers', () => {
  const peers = { ...NO_PEERS, members: 20, rate: 1, dispersion: 0.5, profile: new Float64Array(168).fill(1) };
  const { borrowed } = SEASONAL_ZSCORE.score(lived(counts).at(0), countAt(at, 2), contextAt(at, { peers }));
  expect(borrowed.own).toBeCloseTo(5 / 6, 12);
  expect(borrowed.peer).toBeCloseTo((1 / 6) * (24 / (840 + 24)), 6);
});
