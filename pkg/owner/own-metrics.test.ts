import { readPrometheus } from '../../collector/telemetry/testing/read-prometheus';
import { Telemetry } from '../../collector/telemetry/telemetry';
import { tellClosed } from '../engine/closed-hours';
import { RevealPace } from '../identity/vault/reveal-pace';
import type { Habitus } from './habitus';
import { addOwnMetrics } from './own-metrics';

const status = { epoch: 7, entities: { user: 12, address: 30 }, watermark: 1_764_000_000_000 };
const telemetry = new Telemetry();
const reveals = new RevealPace();
const habitus = {
  namespace: 'default',
  store: { events: { extent: () => Promise.resolve({ count: 99, sources: [] }) } },
  engine: { status: () => Promise.resolve(status) },
  pseudonyms: { reveals },
  collector: { telemetry },
} as unknown as Habitus;

test('store and engine are metrics, hours that close are counted and timed, those of another namespace are not', async () => {
  const end = addOwnMetrics(habitus);
  tellClosed('default', { buckets: 4, anomalies: 3, entities: 0, seconds: 2 });
  tellClosed('default', { buckets: 0, anomalies: 0, entities: 0, seconds: 2 });
  tellClosed('other', { buckets: 1, anomalies: 1, entities: 0, seconds: 1 });
  end();
  for (let n = 0; n < 12; n++) reveals.ask('eve', 0);
  tellClosed('default', { buckets: 1, anomalies: 1, entities: 0, seconds: 1 });
  const families = readPrometheus(await telemetry.prometheus());
  const values = (name: string): unknown => families.get(name)?.samples.map(({ labels, value }) => [value, labels]);
  expect(values('habitus_events')).toEqual([[99, {}]]);
  expect(values('habitus_engine_buckets_total')).toEqual([[4, {}]]);
  expect(values('habitus_engine_anomalies_total')).toEqual([[3, {}]]);
  expect(values('habitus_engine_epoch')).toEqual([[7, {}]]);
  expect(values('habitus_engine_watermark_seconds')).toEqual([[1_764_000_000, {}]]);
  expect(values('habitus_engine_failing')).toEqual([[0, {}]]);
  expect(values('habitus_engine_entities')).toEqual([
    [12, { type: 'user' }],
    [30, { type: 'address' }],
  ]);
  expect(values('habitus_reveals_limited_total')).toEqual([[2, {}]]);
  const sum = families.get('habitus_engine_hour_duration_seconds')?.samples.find(({ name }) => name.endsWith('_sum'));
  expect(sum?.value).toBe(0.5);
});
