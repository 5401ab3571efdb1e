import { countAt, MONDAY, valuesAt } from '../contract/simulate';
import { explainExternal } from './explain';
import { findingOf } from './finding';

test('log p of the p that came; the inputs give the same finding again', () => {
  for (const p of [1, 0.3, 1e-9, 1e-310, 0]) {
    const finding = findingOf([p]);
    expect(finding.logP).toBeCloseTo(p === 0 ? -744.4 : Math.log(p), 1);
    expect(findingOf(finding.inputs)).toEqual(finding);
  }
});

test.each([[[]], [[NaN]], [[1.1]], [[-0.1]], [[0.1, 0.2]]])('inputs of %j are refused', (inputs) => {
  expect(() => findingOf(inputs)).toThrow(/^inputs: expected one number from 0 to 1/);
});

test('in words: what was seen, the p that came, and that no reason did', () => {
  const unit = { one: 'file', many: 'files' };
  const said = explainExternal(findingOf([0.00031]), countAt(MONDAY, 1_400), unit);
  expect(said.clause).toBe('1,400 files; a scoring service gives it p = 3.1e-4 and no reason');
  expect(said.arithmetic).toEqual([
    { label: 'Observed', value: '1,400 files', number: 1_400 },
    { label: 'p of the scoring service, before equalising', value: '3.1e-4', number: 0.00031 },
  ]);
  const values = valuesAt(MONDAY, new Map([['DE', 2]]));
  expect(explainExternal(findingOf([0.25]), values, unit).clause).toBe('1 different file; a scoring service gives it p = 0.25 and no reason');
});
