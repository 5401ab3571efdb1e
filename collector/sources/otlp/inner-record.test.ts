import { emptyLogRecord, type LogRecord } from '../../receive/otlp/log-record';
import { innerRecord } from './inner-record';

const outer = (body: unknown): LogRecord => ({
  ...emptyLogRecord(),
  time: 1_772_439_999_000,
  severity: 'WARN',
  resource: new Map([['service.name', 'portal']]),
  attributes: new Map([['log.file.path', '/var/log/app.log']]),
  body,
});
const LINE = { time: '2026-03-02T08:15:04.120Z', http: { method: 'GET' }, 'net.peer.ip': '203.0.113.9' };

test.each([
  ['as text', JSON.stringify(LINE)],
  ['as an object', LINE],
])('a line by names of OpenTelemetry %s is the record, with the resource of the outer', (_way, body) => {
  expect(innerRecord(outer(body))).toMatchObject({
    time: 1_772_439_304_120,
    severity: 'WARN',
    body: undefined,
    resource: new Map([['service.name', 'portal']]),
    attributes: new Map([
      ['http.method', 'GET'],
      ['net.peer.ip', '203.0.113.9'],
      ['log.file.path', '/var/log/app.log'],
    ]),
  });
});

test.each([
  'signed in',
  '{"no":"names"}',
  '{"resourceLogs":[]}',
  { 'enduser.id': 'u-42', ...LINE },
  JSON.stringify({ type: 'track', event: 'Signed In', messageId: 'm-1', userId: 'u-42', timestamp: '2026-03-02T08:15:04Z' }),
  [LINE],
  undefined,
])('something else: %j', (body) => {
  expect(innerRecord(outer(body))).toBeUndefined();
});
