import { historyRange, wholeRange } from './default-range';

const HOUR = 3_600_000;
const END = Date.UTC(2024, 5, 24, 10, 30);
const bounds = (range: ReturnType<typeof historyRange>) => range && [range.from.valueOf(), range.to.valueOf()];

test('while data comes in, the last 24 hours are right', () => {
  expect(historyRange({ dataStart: END - 100 * HOUR, dataEnd: END, now: END + HOUR })).toBeUndefined();
  expect(historyRange({ now: END })).toBeUndefined();
});

test('history is shown whole, in full hours, at most 45 days of it', () => {
  const ceil = Date.UTC(2024, 5, 24, 11);
  expect(bounds(historyRange({ dataStart: END - 10 * HOUR, dataEnd: END, now: END + 1000 * HOUR }))).toEqual([ceil - 11 * HOUR, ceil]);
  const [from] = bounds(historyRange({ dataStart: 0, dataEnd: END, now: END + 1000 * HOUR }))!;
  expect((END - from!) / (24 * HOUR)).toBeCloseTo(45, 1);
});

test('all the data there is, or nothing', () => {
  expect(bounds(wholeRange({ dataStart: END, dataEnd: END }))).toEqual([Date.UTC(2024, 5, 24, 10), Date.UTC(2024, 5, 24, 11)]);
  expect(wholeRange({ dataStart: END })).toBeUndefined();
});
