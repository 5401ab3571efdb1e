import { Distribution } from './distribution';

test('what was recorded before anybody asked is kept for the one who keeps, and each value is told once', () => {
  const one = new Distribution('d', '1', 'what', [1], () => undefined);
  one.record(1);
  const [told, kept]: number[][] = [[], []];
  one.tell((value) => told?.push(value));
  one.record(2);
  one.keep((value) => kept?.push(value));
  one.record(3);
  expect([told, kept]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
});

test('many that wait call for whoever reads them, once; none is lost while it comes', () => {
  let called = 0;
  const one = new Distribution('d', '1', 'what', [1], () => called++);
  for (let n = 0; n < 5_000; n++) one.record(n);
  const kept: number[] = [];
  one.keep((value) => kept.push(value));
  expect([called, kept.length]).toEqual([1, 5_000]);
});

test('dropped, nothing waits any more', () => {
  const one = new Distribution('d', '1', 'what', [1], () => undefined);
  one.record(1);
  one.drop();
  one.record(2);
  const kept: number[] = [];
  one.keep((value) => kept.push(value));
  expect(kept).toEqual([]);
});
