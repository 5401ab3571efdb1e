import { HOUR } from '../../model';
import { checkDetector } from '../contract/check-detector';
import { COUNTS } from '../contract/example';
import { contextAt, countAt, MONDAY, valuesAt } from '../contract/simulate';
import { EXTERNAL } from './detector';
import { LIMITS } from './limits';
import { META } from './meta';

checkDetector(EXTERNAL, {
  ...COUNTS,
  answer: 0.03,
  refused: (start) => [countAt(start, NaN), countAt(start, -1), countAt(start, Infinity), countAt(-HOUR, 1), valuesAt(start, new Map([['DE', -1]]))],
});

test.each([[undefined], [NaN], [-0.1], [1.1]])('an answer of %s is no finding', (answer) => {
  const block = EXTERNAL.blocks.empty(1);
  const state = block.at(block.add());
  expect(() => EXTERNAL.score(state, countAt(MONDAY, 3), { ...contextAt(MONDAY), ...(answer !== undefined && { answer }) })).toThrow(RangeError);
});

test('the same answer is the same finding, whatever was observed and in whichever tail', () => {
  const block = EXTERNAL.blocks.empty(1);
  const state = block.at(block.add());
  const finding = EXTERNAL.score(state, countAt(MONDAY, 3), { ...contextAt(MONDAY), answer: 0.001 });
  expect(finding).toMatchObject({ logP: Math.log(0.001), expected: 0, inputs: [0.001] });
  const values = valuesAt(
    MONDAY,
    new Map([
      ['DE', 1],
      ['FR', 7],
    ])
  );
  expect(EXTERNAL.score(state, values, { ...contextAt(MONDAY, { tail: 'lower' }), answer: 0.001 })).toEqual({ ...finding, observed: 2 });
});

test('the page says the limits that are kept', () => {
  const { attempts, failures, pauseSeconds } = META.parameters;
  expect([attempts?.default, failures?.default, pauseSeconds?.default]).toEqual([LIMITS.attempts, LIMITS.failures, LIMITS.pause / 1_000]);
});
