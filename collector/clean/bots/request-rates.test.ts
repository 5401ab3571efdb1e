import { seededRandom } from '../../../pkg/maths';
import { RequestRates } from './request-rates';

const WIDTH = 60_000;

test('requests of the last minute, across the edge of a window', () => {
  const rates = new RequestRates(WIDTH);
  for (let n = 0; n < 60; n++) rates.count('a', n * 1_000);
  // 60 in the first minute, half of which lies within the last one at 1:30.
  expect(rates.count('a', 90_000)).toBeCloseTo(31, 10);
  expect(rates.count('b', 90_000)).toBe(1);
});

test('after a pause nothing of before counts', () => {
  const rates = new RequestRates(WIDTH);
  for (let n = 0; n < 60; n++) rates.count('a', n * 1_000);
  expect(rates.count('a', 200_000)).toBe(1);
});

test('what comes late counts where it is', () => {
  const rates = new RequestRates(WIDTH);
  rates.count('a', 70_000);
  expect(rates.count('a', 50_000)).toBe(1);
  expect(rates.count('a', 60_000)).toBe(3);
  expect(rates.count('a', -90_000)).toBe(1);
});

test('memory is bounded, and who keeps sending is not forgotten', () => {
  const rates = new RequestRates(WIDTH);
  const random = seededRandom(7);
  let most = 0;
  for (let n = 0; n < 200_000; n++) {
    if (n % 10 === 0) most = rates.count('busy', n / 10);
    rates.count(`sender ${Math.floor(random() * 1e9)}`, n / 10);
  }
  expect(rates.size).toBeLessThanOrEqual(50_000);
  expect(most).toBe(20_000);
});
