import { seededRandom } from '../../../pkg/maths';
import { RequestRates } from './request-rates';

interface Sender {
  readonly address: string;
  readonly user: string;
  readonly agent: string;
}

const WIDTH = 60_000;
const sender = (address: string): Sender => ({ address, user: '', agent: 'Mozilla/5.0' });
const count = (rates: RequestRates, { address, user, agent }: Sender, at: number): number => rates.count(address, user, agent, at);
const [A, B, BUSY] = [sender('a'), sender('b'), sender('busy')];

test('requests of the last minute, across the edge of a window', () => {
  const rates = new RequestRates(WIDTH);
  for (let n = 0; n < 60; n++) count(rates, A, n * 1_000);
  // 60 in the first minute, half of which lies within the last one at 1:30.
  expect(count(rates, A, 90_000)).toBeCloseTo(31, 10);
  expect(count(rates, B, 90_000)).toBe(1);
});

test('after a pause nothing of before counts', () => {
  const rates = new RequestRates(WIDTH);
  for (let n = 0; n < 60; n++) count(rates, A, n * 1_000);
  expect(count(rates, A, 200_000)).toBe(1);
});

test('what comes late counts where it is', () => {
  const rates = new RequestRates(WIDTH);
  count(rates, A, 70_000);
  expect(count(rates, A, 50_000)).toBe(1);
  expect(count(rates, A, 60_000)).toBe(3);
  expect(count(rates, A, -90_000)).toBe(1);
});

test('of more senders than are remembered the busy ones stay', () => {
  const rates = new RequestRates(WIDTH);
  const random = seededRandom(7);
  let most = 0;
  for (let n = 0; n < 200_000; n++) {
    if (n % 10 === 0) most = count(rates, BUSY, n / 10);
    count(rates, sender(`sender ${Math.floor(random() * 1e9)}`), n / 10);
  }
  expect(most).toBe(20_000);
});

test('senders are told apart by each part', () => {
  const rates = new RequestRates(WIDTH);
  const parts = [A, { ...A, user: 'ada' }, { ...A, agent: 'curl' }, { ...A, address: 'ada', user: 'a' }, { ...A, address: 'aa' }];
  for (const one of parts) expect(count(rates, one, 0)).toBe(1);
  for (let n = 0; n < 20_000; n++) count(rates, { ...A, agent: `agent ${n}` }, 0);
  expect(count(rates, { ...A, agent: 'agent 19999' }, 0)).toBe(2);
});

test('two of 20,000 senders never share a count', () => {
  const rates = new RequestRates(WIDTH);
  const shared = Array.from({ length: 20_000 }, (_, n) => count(rates, sender(`10.0.${n >> 8}.${n & 255}`), 0)).filter((one) => one !== 1);
  expect(shared).toEqual([]);
});
