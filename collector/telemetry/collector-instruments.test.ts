import type { IntakeReport } from '../collector';
import { collectorInstruments } from './collector-instruments';

const report: IntakeReport = { received: 10, accepted: 3, duplicates: 2, dropped: { monitor: 1 }, deadLettered: { 'HAB-PARSE-003': 2, 'HAB-STORE-003': 2 } };
const waiting = { events: 5, bytes: 700, mostBytes: 1_000, segments: 2 };
const instruments = collectorInstruments({
  report: () => report,
  late: () => 1,
  waiting: () => waiting,
  refusedRequests: () => ({ 401: 3, 415: 1 }),
  overflowed: () => 4,
  expired: () => 0,
  isFailing: () => true,
  sources: () => [{ source: 'otlp', newest: 90_000, heard: 99_000 }],
  clocks: () => [
    { source: 'sshd', seconds: 3_600, isWrong: true, corrected: false },
    { source: 'sshd', host: 'h1', seconds: 3_600, isWrong: true, corrected: false },
    { source: 'otlp', seconds: 0.5, isWrong: false, corrected: false },
  ],
  clock: () => 100_000,
});

const read = async (name: string): Promise<unknown> => [...((await instruments.find((one) => one.name === `habitus.collector.${name}`)?.read()) ?? [])];

test.each([
  ['received', [[15]]],
  ['accepted', [[12]]],
  ['delivered', [[3]]],
  ['duplicates', [[2]]],
  ['dropped', [[1, { reason: 'monitor' }]]],
  [
    'dead_lettered',
    [
      [2, { reason: 'HAB-PARSE-003' }],
      [2, { reason: 'HAB-STORE-003' }],
    ],
  ],
  [
    'requests.refused',
    [
      [3, { 'http.response.status_code': '401' }],
      [1, { 'http.response.status_code': '415' }],
    ],
  ],
  ['dead_letters.overflowed', [[4]]],
  ['late', [[1]]],
  ['wal.size', [[700]]],
  ['wal.limit', [[1_000]]],
  ['queue.size', [[5]]],
  ['queue.segments', [[2]]],
  ['delivery.failing', [[1]]],
  ['lag', [[10, { source: 'otlp' }]]],
  ['silence', [[1, { source: 'otlp' }]]],
  [
    'clock.difference',
    [
      [3_600, { source: 'sshd' }],
      [0.5, { source: 'otlp' }],
    ],
  ],
  [
    'clock.wrong',
    [
      [2, { source: 'sshd' }],
      [0, { source: 'otlp' }],
    ],
  ],
])('%s', async (name, expected) => expect(await read(name)).toEqual(expected));

test('a count read between two of its changes does not fall', async () => {
  waiting.events = 0;
  expect(await read('received')).toEqual([[15]]);
  report.received = 15;
  report.accepted = 8;
  expect(await read('received')).toEqual([[15]]);
});

test('names are unique, units are UCUM, and everything is said in a sentence', () => {
  expect(new Set(instruments.map(({ name }) => name)).size).toBe(instruments.length);
  for (const { name, unit, what } of instruments) {
    expect(name).toMatch(/^[a-z]+(?:[._][a-z]+)*$/);
    expect(unit).toMatch(/^(?:s|By|1|\{[a-z]+\})$/);
    expect(what).toMatch(/^[A-Z0-9].*\.$/);
  }
});
