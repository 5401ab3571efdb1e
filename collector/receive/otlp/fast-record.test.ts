import { importRange } from '../../clean/time-range';
import { ByteBuffer } from '../../encode/byte-buffer';
import { PipelineWriter } from '../../encode/writer';
import { PlainRecord } from '../../sources/otlp/plain-record';
import { encodeLogs, text } from '../../testing/otlp-oracle';
import { FastRecord } from './fast-record';
import { walkLogsRequest } from './protobuf';

const NOW = Date.UTC(2026, 10, 24, 12);
const TIME = `${NOW}000000`;

/** Which of the records needed no second look, and what became of those. */
function write(records: readonly Record<string, unknown>[], resource: readonly Record<string, unknown>[] = []): { fast: boolean[]; events: unknown[] } {
  const buffer = new ByteBuffer();
  const ignore = (): void => undefined;
  const writer = new PipelineWriter(buffer, { accepted: ignore, dropped: ignore, rejected: ignore }, 'otlp', importRange(NOW));
  const plain = new PlainRecord(writer);
  const record = new FastRecord(plain);
  const bytes = encodeLogs(records, resource);
  const fast: boolean[] = [];
  walkLogsRequest(bytes, {
    resource: (attributes) => plain.of(attributes),
    record: (start, end) => {
      writer.next(`${start}`, NOW);
      fast.push(record.write(bytes, start, end, NOW));
    },
  });
  const lines = buffer.bytes().toString('utf8').split('\n');
  return { fast, events: lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown) };
}

test('plain values under known and unknown names need no second look', () => {
  const attributes = [
    text('user.name', 'ada'),
    text('client.address', '10.0.0.9'),
    text('event.outcome', 'FAILURE'),
    text('event.category', 'authentication'),
    { key: 'http.status_code', value: { intValue: 401 } },
    { key: 'ratio', value: { doubleValue: 0.5 } },
    { key: 'labels.vip', value: { boolValue: true } },
  ];
  const record = { timeUnixNano: TIME, severityNumber: 9, severityText: 'INFO', body: { stringValue: 'no' }, eventName: 'login', attributes, flags: 1 };
  const { fast, events } = write([record], [text('service.name', 'portal'), { key: 'argv', value: { arrayValue: { values: [{ stringValue: 'a' }] } } }]);
  expect(fast).toEqual([true]);
  expect(events).toMatchObject([
    {
      '@timestamp': '2026-11-24T12:00:00.000Z',
      'event.action': 'login',
      'event.category': ['authentication'],
      'event.outcome': 'failure',
      'habitus.entity.actor.user': 'ada',
      'habitus.extra': { argv: ['a'], ratio: 0.5 },
      'http.response.status_code': 401,
      labels: { vip: 'true' },
      'log.level': 'INFO',
      message: 'no',
      'service.name': 'portal',
      'source.ip': '10.0.0.9',
    },
  ]);
});

test.each([
  ['a list', { attributes: [{ key: 'a', value: { arrayValue: { values: [] } } }] }],
  ['a negative number', { attributes: [{ key: 'a', value: { intValue: -1 } }] }],
  ['no value', { attributes: [{ key: 'a' }] }],
  ['the same field twice', { attributes: [text('client.address', 'a'), text('source.address', 'b')] }],
  ['a value that ECS does not allow', { attributes: [text('event.outcome', 'maybe')] }],
  ['only a body', { body: { stringValue: 'a line of a log?' } }],
  ['nothing', {}],
])('a record with %s is odd', (_, record) => {
  expect(write([{ timeUnixNano: TIME, ...record }])).toEqual({ fast: [false], events: [] });
});
