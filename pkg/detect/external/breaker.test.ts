import { Breaker } from './breaker';

function breaker(): { readonly one: Breaker; readonly fail: (times: number) => void; readonly at: (now: number) => void } {
  let time = 0;
  const one = new Breaker({ failures: 3, pause: 10, longestPause: 25 }, () => time);
  const fail = (times: number): void => {
    for (let i = 0; i < times; i++) if (one.mayAsk()) one.failed();
  };
  return { one, fail, at: (now) => void (time = now) };
}

test('two failures, a success, two failures: never three in a row, never a pause', () => {
  const { one, fail } = breaker();
  fail(2);
  one.succeeded();
  fail(2);
  expect(one.state()).toEqual({ state: 'asking' });
});

test('pauses of 10, 20, then 25; one probe at a time; a success begins anew', () => {
  const { one, fail, at } = breaker();
  fail(3);
  expect([one.state(), one.mayAsk()]).toEqual([{ state: 'paused', until: 10 }, false]);
  for (const [now, until] of [
    [10, 30],
    [30, 55],
    [55, 80],
  ] as const) {
    at(now);
    expect([one.mayAsk(), one.mayAsk(), one.state().state]).toEqual([true, false, 'probing']);
    one.failed();
    expect(one.state()).toEqual({ state: 'paused', until });
  }
  at(80);
  expect(one.mayAsk()).toBe(true);
  one.succeeded();
  fail(3);
  expect(one.state()).toEqual({ state: 'paused', until: 90 });
});

test('those asked before the pause make it no longer by failing, and end it by an answer', () => {
  const { one, fail, at } = breaker();
  fail(3);
  at(5);
  one.failed();
  expect(one.state()).toEqual({ state: 'paused', until: 10 });
  one.succeeded();
  expect(one.state()).toEqual({ state: 'asking' });
});

test('a probe that its caller ended lets another one try', () => {
  const { one, fail, at } = breaker();
  fail(3);
  at(10);
  expect(one.mayAsk()).toBe(true);
  one.abandoned();
  expect(one.mayAsk()).toBe(true);
});
