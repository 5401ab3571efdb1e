import { seededRandom } from '../../../pkg/maths';
import { Draft } from '../../encode/draft';
import { Clocks, type ClockFound } from './clocks';

const NOW = Date.UTC(2026, 10, 25, 12);
const HOUR = 3_600_000;

/** Events of a source, each `late` milliseconds old when it is observed. @returns the last draft */
function feed(clocks: Clocks, source: string, late: (n: number) => number, count = 400, host?: (n: number) => string): Draft {
  let last = new Draft();
  for (let n = 0; n < count; n++) {
    last = new Draft();
    last.time = NOW - late(n);
    last.set('habitus.source', source);
    if (host) last.set('host.name', host(n));
    clocks.apply(last);
  }
  return last;
}
const of = (clocks: Clocks, source: string): ClockFound[] => [...clocks.found()].filter((one) => one.source === source);
const random = seededRandom(11);
const jitter = (): number => random() * 2_000;

test('a clock that is right, with a little delay', () => {
  const clocks = new Clocks([], () => NOW);
  feed(clocks, 'sshd', jitter);
  expect(of(clocks, 'sshd')).toEqual([{ source: 'sshd', seconds: expect.closeTo(1, 0), isWrong: false, corrected: false }]);
});

test.each([
  ['behind', 3_600_000, 3_601],
  ['ahead', -90_000, -89],
])('a clock that is %s is found, and nothing is changed', (_, offset, seconds) => {
  const clocks = new Clocks([], () => NOW);
  const last = feed(clocks, 'sshd', () => offset + jitter());
  expect(of(clocks, 'sshd')).toEqual([{ source: 'sshd', seconds: expect.closeTo(seconds, -0.5), isWrong: true, corrected: false }]);
  expect([last.extra.size, Math.abs((last.time ?? 0) - (NOW - offset)) <= 2_000]).toEqual([0, true]);
});

test('where the operator says so the time is set right, by whole seconds, and the event says by how much', () => {
  const clocks = new Clocks(['sshd'], () => NOW);
  const last = feed(clocks, 'sshd', () => 2 * HOUR + jitter());
  expect(Math.abs((last.time ?? 0) - NOW)).toBeLessThan(3_000);
  expect(Number(last.extra.get('clock_corrected_ms')) % 1_000).toBe(0);
  expect(of(clocks, 'sshd')[0]).toMatchObject({ isWrong: true, corrected: true });
});

test('the first events, before anything is known, stay as they are', () => {
  const clocks = new Clocks(['sshd'], () => NOW);
  const last = feed(clocks, 'sshd', () => 2 * HOUR, 31);
  expect(last.time).toBe(NOW - 2 * HOUR);
});

test('one host among many: it is named, its source is not blamed, and it alone is corrected', () => {
  const clocks = new Clocks(['sshd'], () => NOW);
  const host = (n: number): string => `host${n % 10}`;
  const last = feed(clocks, 'sshd', (n) => (n % 10 === 9 ? 5 * 60_000 : 0) + jitter(), 2_000, host);
  expect(of(clocks, 'sshd').map((one) => [one.host, one.isWrong])).toEqual([
    [undefined, false],
    ['host9', true],
  ]);
  expect(Math.abs((last.time ?? 0) - NOW)).toBeLessThan(3_000);
});

test.each<[string, (n: number) => number]>([
  ['events that come in batches of ten minutes', () => random() * 600_000],
  ['a file that is being caught up with', (n) => 10 * HOUR - n * 60_000],
  ['history', () => 40 * HOUR],
])('%s are no wrong clock', (_, late) => {
  const clocks = new Clocks(['sshd'], () => NOW);
  const last = feed(clocks, 'sshd', late);
  expect(of(clocks, 'sshd').some(({ isWrong }) => isWrong)).toBe(false);
  expect(last.extra.size).toBe(0);
});

test('memory is bounded: more hosts than are watched count for their source', () => {
  const clocks = new Clocks(['sshd'], () => NOW);
  feed(clocks, 'sshd', jitter, 5_000, (n) => `host${n}`);
  feed(
    clocks,
    'sshd',
    () => 600_000,
    600,
    () => 'beyond'
  );
  expect(of(clocks, 'sshd')).toEqual([{ source: 'sshd', seconds: 600, isWrong: true, corrected: true }]);
});
