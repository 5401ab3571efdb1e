import { poissonDraw, seededRandom } from '../../../../pkg/maths';
import { EXPANDING_Z, EXPANDING_Z_ABOVE } from './expanding-z';
import { ISOLATION_FOREST } from './isolation-forest';

const SEED = 3;

test('expanding z by hand: 1, 3 then 8: mean 2, deviation 1, z 6; then only the past counts', () => {
  expect(EXPANDING_Z.scores([[[1], [3], [8]]])).toEqual([[0, 0, 6]]);
  expect(EXPANDING_Z_ABOVE.scores([[[1], [3], [-4]]])).toEqual([[0, 0, 0]]);
});

test(`the forest finds the one point far away once it knows the others, and says nothing before it does (seed ${SEED})`, () => {
  const random = seededRandom(SEED);
  const series = Array.from({ length: 300 }, (_, i) => [i === 250 ? 100 : poissonDraw(random, 10), poissonDraw(random, 10)]);
  const [scores = []] = ISOLATION_FOREST.scores([series]);
  expect(scores.indexOf(Math.max(...scores.slice(128)))).toBe(250);
  expect(scores.slice(0, 16).every((score) => score === 0)).toBe(true);
});
