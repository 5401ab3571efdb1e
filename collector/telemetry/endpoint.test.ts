import { networkInterfaces } from 'node:os';
import { askedBy, isOurselves } from './endpoint';

test.each([
  [{}, { metrics: false, traces: false, endpoints: [] }],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, { metrics: false, traces: false, endpoints: [] }],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://o:4318' }, { metrics: true, traces: true, endpoints: ['http://o:4318', 'http://o:4318'] }],
  [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://m/v1/metrics' }, { metrics: true, traces: false, endpoints: ['http://m/v1/metrics'] }],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t/v1/traces' }, { metrics: false, traces: true, endpoints: ['http://t/v1/traces'] }],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://o', OTEL_TRACES_EXPORTER: 'none' },
    { metrics: true, traces: false, endpoints: ['http://o'] },
  ],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://o', OTEL_SDK_DISABLED: 'true' },
    { metrics: false, traces: false, endpoints: [] },
  ],
])('%j asks for %j', (env, asked) => expect(askedBy(env)).toEqual(asked));

const OWN = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).filter(({ family }) => family === 'IPv4').map(({ address }) => address));

test.each([
  ['http://localhost:4318', true],
  ['http://127.0.0.1:4317/', true],
  ['http://[::1]:4318/v1/metrics', true],
  [`http://${OWN.at(-1)}:4318`, true],
  ['http://localhost:4319', false],
  ['http://collector.example:4318', false],
  ['https://localhost', false],
  ['localhost:4318', false],
  ['no address', false],
])('%s is ourselves: %s', (endpoint, expected) => expect(isOurselves(endpoint, [4317, 4318])).toBe(expected));

test('an address without a port has that of its protocol', () => expect(isOurselves('https://localhost', [443])).toBe(true));
