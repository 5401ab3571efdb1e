import type { Instrument } from './instrument';
import { prometheusName } from './prometheus';
import { Telemetry } from './telemetry';
import { readPrometheus } from './testing/read-prometheus';

const counter: Instrument = { name: 'habitus.t.read', kind: 'counter', unit: '{event}', what: 'Events "read".', read: () => [[3, { reason: 'a "b"\\' }], [4]] };

test('counters, gauges and sums, with help, type and labels', async () => {
  const telemetry = new Telemetry();
  telemetry.add(
    counter,
    { name: 'habitus.t.size', kind: 'updown', unit: 'By', what: 'Size.', read: () => Promise.resolve([[12]]) },
    { name: 'habitus.t.age', kind: 'gauge', unit: 's', what: 'Age.', read: () => [[0.5, { source: 'otlp' }]] }
  );
  const families = readPrometheus(await telemetry.prometheus());
  expect(Object.fromEntries(families)).toEqual({
    habitus_t_read_total: {
      type: 'counter',
      help: 'Events "read".',
      samples: [
        { name: 'habitus_t_read_total', labels: { reason: 'a "b"\\' }, value: 3 },
        { name: 'habitus_t_read_total', labels: {}, value: 4 },
      ],
    },
    habitus_t_size_bytes: { type: 'gauge', help: 'Size.', samples: [{ name: 'habitus_t_size_bytes', labels: {}, value: 12 }] },
    habitus_t_age_seconds: { type: 'gauge', help: 'Age.', samples: [{ name: 'habitus_t_age_seconds', labels: { source: 'otlp' }, value: 0.5 }] },
  });
});

test('what is added after the first reading is read at the next, what cannot be read is left out, and the rest is there', async () => {
  const telemetry = new Telemetry();
  let read = 0;
  telemetry.add(counter);
  await telemetry.prometheus();
  telemetry.add(
    { ...counter, name: 'habitus.t.later', read: () => [[++read]] },
    { ...counter, name: 'habitus.t.broken', read: () => Promise.reject(new Error('no store')) },
    { ...counter, name: 'habitus.t.throws', read: () => [][Symbol.iterator]() as never }
  );
  const families = readPrometheus(await telemetry.prometheus());
  expect([...families.keys()].filter((name) => families.get(name)?.samples.length !== 0)).toEqual(['habitus_t_read_total', 'habitus_t_later_total']);
});

test('a distribution holds what was recorded before the first reading', async () => {
  const telemetry = new Telemetry();
  const sizes = telemetry.distribution('habitus.t.batch.size', '{event}', 'Events.', [10, 100]);
  for (const size of [5, 50, 500]) sizes.record(size);
  await telemetry.prometheus();
  sizes.record(7);
  const family = readPrometheus(await telemetry.prometheus()).get('habitus_t_batch_size');
  expect(family?.type).toBe('histogram');
  expect(family?.samples.map(({ name, labels, value }) => [name.replace('habitus_t_batch_size_', ''), labels['le'], value])).toEqual([
    ['count', undefined, 4],
    ['sum', undefined, 562],
    ['bucket', '10', 2],
    ['bucket', '100', 3],
    ['bucket', '+Inf', 4],
  ]);
});

test.each([
  ['a.b', 's', 'a.b_seconds'],
  ['a.seconds', 's', 'a.seconds_seconds'],
  ['a', 'By', 'a_bytes'],
  ['a_bytes', 'By', 'a_bytes'],
  ['a', '1', 'a'],
  ['a', '{event}', 'a'],
])('%s in %s is %s', (name, unit, expected) => expect(prometheusName({ name, unit })).toBe(expected));
