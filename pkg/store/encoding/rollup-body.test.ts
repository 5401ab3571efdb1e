import { seededRandom } from '../../maths';
import { packArrays, unpackArrays } from './rollup-body';

const NONE = Number.NaN;

test.each([1, 7, 24, 232, 288, 488, 1_440])('arrays of %i buckets come back bit by bit, whichever are empty (seed 5)', (length) => {
  const random = seededRandom(5);
  for (const share of [0, 0.05, 0.5, 1]) {
    const array = (): Float64Array => Float64Array.from({ length }, () => (random() < share ? random() * 10 - 5 : NONE));
    const arrays = { observed: array(), expected: array(), lower: array(), upper: array() };
    arrays.observed[0] = share > 0 ? -0 : NONE;
    arrays.upper[length - 1] = share > 0 ? Infinity : NONE;
    expect(unpackArrays(Buffer.from(packArrays(arrays)))).toEqual(arrays);
  }
});

test('an empty bucket takes a bit, not 32 bytes', () => {
  const array = (): Float64Array => new Float64Array(24).fill(NONE);
  const arrays = { observed: array(), expected: array(), lower: array(), upper: array() };
  expect(packArrays(arrays)).toHaveLength(6);
  arrays.observed[5] = 1;
  expect(packArrays(arrays)).toHaveLength(38);
});

test('blocks of the first form, four whole arrays, stay readable', () => {
  const first = new Float64Array([1, NONE, 2, 3, 4, 5, 6, 7]);
  expect(unpackArrays(new Uint8Array(first.buffer))).toEqual({
    observed: Float64Array.of(1, NONE),
    expected: Float64Array.of(2, 3),
    lower: Float64Array.of(4, 5),
    upper: Float64Array.of(6, 7),
  });
});
