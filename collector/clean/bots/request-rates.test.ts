import { seededRandom } from '../../../pkg/maths';
import { RequestRates, type Sender } from './request-rates';

const WIDTH = 60_000;
const sender = (address: string): Sender => ({ address, user: '', agent: 'Mozilla/5.0' });
const [A, B, BUSY] = [sender('a'), sender('b'), sender('busy')];

test('requests of the last minute, across the edge of a window', () => {
  const rates = new RequestRates(WIDTH);
  for (let n = 0; n < 60; n++) rates.count(A, n * 1_000);
  // 60 in the first minute, half of which lies within the last one at 1:30.
  expect(rates.count(A, 90_000)).toBeCloseTo(31, 10);
  expect(rates.count(B, 90_000)).toBe(1);
});

test('after a pause nothing of before counts', () => {
  const rates = new RequestRates(WIDTH);
  for (let n = 0; n < 60; n++) rates.count(A, n * 1_000);
  expect(rates.count(A, 200_000)).toBe(1);
});

test('what comes late counts where it is', () => {
  const rates = new RequestRates(WIDTH);
  rates.count(A, 70_000);
  expect(rates.count(A, 50_000)).toBe(1);
  expect(rates.count(A, 60_000)).toBe(3);
  expect(rates.count(A, -90_000)).toBe(1);
});

test('of more senders than are remembered the busy ones stay', () => {
  const rates = new RequestRates(WIDTH);
  const random = seededRandom(7);
  let most = 0;
  for (let n = 0; n < 200_000; n++) {
    if (n % 10 === 0) most = rates.count(BUSY, n / 10);
    rates.count(sender(`sender ${Math.floor(random() * 1e9)}`), n / 10);
  }
  expect(most).toBe(20_000);
});

test('senders are told apart by each part', () => {
  const rates = new RequestRates(WIDTH);
  const parts = [A, { ...A, user: 'ada' }, { ...A, agent: 'curl' }, { ...A, address: 'ada', user: 'a' }, { ...A, address: 'aa' }];
  for (const one of parts) expect(rates.count(one, 0)).toBe(1);
  for (let n = 0; n < 20_000; n++) rates.count({ ...A, agent: `agent ${n}` }, 0);
  expect(rates.count({ ...A, agent: 'agent 19999' }, 0)).toBe(2);
});

test('two of 20,000 senders never share a count', () => {
  const rates = new RequestRates(WIDTH);
  const shared = Array.from({ length: 20_000 }, (_, n) => rates.count(sender(`10.0.${n >> 8}.${n & 255}`), 0)).filter((count) => count !== 1);
  expect(shared).toEqual([]);
});
