import { areaUnderRoc, atFalsePositiveRate, atThreshold, averagePrecision, bestF1, type Labelled } from './curve';

const made = (...pairs: [number, number][]): Labelled[] => pairs.map(([score, bad]) => ({ score, bad: bad === 1 }));

test('average precision and area under ROC by hand: bad at ranks 1 and 3 of 4', () => {
  const all = made([4, 1], [3, 0], [2, 1], [1, 0]);
  expect(averagePrecision(all)).toBeCloseTo((1 + 2 / 3) / 2, 12);
  expect(areaUnderRoc(all)).toBeCloseTo(3 / 4, 12);
  expect(bestF1(all)).toMatchObject({ threshold: 2, recall: 1, f1: 0.8 });
});

test('a score that says nothing gets the base rate and one half, whatever the order of the rows', () => {
  const flat = made([0, 1], [0, 0], [0, 0], [0, 0]);
  expect([averagePrecision(flat), areaUnderRoc(flat)]).toEqual([0.25, 0.5]);
  expect(averagePrecision([...flat].reverse())).toBe(0.25);
});

test('fixed thresholds flag what reaches them, and nothing when nothing does', () => {
  const all = made([40, 1], [35, 0], [30, 1], [10, 0]);
  expect(atThreshold(all, 30)).toMatchObject({ precision: 2 / 3, recall: 1, falsePositiveRate: 0.5 });
  expect(atThreshold(all, 50)).toMatchObject({ precision: 0, recall: 0 });
  expect(atFalsePositiveRate(all, 0.4)).toMatchObject({ threshold: 40, recall: 0.5 });
  expect(atFalsePositiveRate(all, 0.5)).toMatchObject({ threshold: 30, recall: 1 });
});
