import { ByteBuffer } from '../../encode/byte-buffer';
import { encodeRequest, encodeSpans, type Form } from '../../receive/otlp/encode-request';
import { eventOf, parseLines } from '../../testing/parse-lines';
import { encodeLogs, encodeSpans as protobufOfSpans, text } from '../../testing/otlp-oracle';
import { readFixtures } from '../../testing/fixtures';
import { guessSource } from '../registry';

const NOW = Date.UTC(2026, 2, 2, 9);
const TIME = '1772439304120456789';
const RESOURCE = [text('service.name', 'portal')];
const RECORD = {
  timeUnixNano: TIME,
  severityText: 'INFO',
  eventName: 'login',
  body: { stringValue: 'refused' },
  attributes: [
    text('enduser.id', 'u-42'),
    text('net.sock.peer.addr', '10.0.0.8'),
    text('client.address', '203.0.113.9'),
    text('http.target', '/login?next=1'),
    { key: 'http.status_code', value: { intValue: '401' } },
    { key: 'mfa', value: { boolValue: false } },
  ],
};
const SPAN = { ...RECORD, name: 'login', kind: 2, startTimeUnixNano: TIME, endTimeUnixNano: '1772439304132456789', status: { code: 2 } };
const IDS = { traceId: '5b8efff798038103d269b633813fc60c', spanId: 'eee19b7ec3c1b174' };
const request = (...logRecords: unknown[]): Record<string, unknown> => ({
  resourceLogs: [{ resource: { attributes: RESOURCE }, scopeLogs: [{ logRecords }] }],
});
const traces = (...spans: unknown[]): Record<string, unknown> => ({ resourceSpans: [{ resource: { attributes: RESOURCE }, scopeSpans: [{ spans }] }] });

/** But for what names the way it came. */
const same = (event: Record<string, unknown>): unknown => {
  const { habitus, event: about, ...rest } = event as Record<string, Record<string, unknown>>;
  return { ...rest, event: { ...about, ingested: undefined }, habitus: { ...habitus, id: undefined, source: undefined } };
};

function received(body: Uint8Array, form: Form, encode = encodeRequest): Record<string, unknown>[] {
  const buffer = new ByteBuffer();
  encode(body, form, NOW, buffer);
  const lines = buffer.bytes().toString('utf8').trim().split('\n');
  return lines.map((line) => nested(JSON.parse(line) as Record<string, unknown>));
}

/** The flat line as `parse` shows events. */
function nested(flat: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(flat)) {
    const keys = name.split('.');
    const last = keys.pop() ?? '';
    let at = root;
    for (const key of keys) at = (at[key] ??= {}) as Record<string, unknown>;
    at[last] = value;
  }
  return root;
}

const read = async (...lines: unknown[]): Promise<Record<string, unknown>[]> =>
  (await parseLines('otel', [lines.map((line) => JSON.stringify(line)).join('\n')], { now: NOW })).map(eventOf);

test('a log record is the same event over the network, as protobuf or JSON, and in a file', async () => {
  const [inFile] = await read(request(RECORD));
  const [json] = received(Buffer.from(JSON.stringify(request(RECORD))), 'json');
  const [protobuf] = received(encodeLogs([RECORD], RESOURCE), 'protobuf');
  expect(same(inFile ?? {})).toEqual(same(json ?? {}));
  expect(same(inFile ?? {})).toEqual(same(protobuf ?? {}));
  expect(inFile).toMatchObject({ user: { id: 'u-42' }, source: { ip: '203.0.113.9' }, url: { path: '/login', query: 'next=1' }, service: { name: 'portal' } });
});

test('so is a span', async () => {
  const [inFile] = await read(traces({ ...SPAN, ...IDS }));
  const [json] = received(Buffer.from(JSON.stringify(traces({ ...SPAN, ...IDS }))), 'json', encodeSpans);
  const base64 = Object.fromEntries(Object.entries(IDS).map(([key, hex]) => [key, Buffer.from(hex, 'hex').toString('base64')]));
  const [protobuf] = received(protobufOfSpans([{ ...SPAN, ...base64 }], RESOURCE), 'protobuf', encodeSpans);
  expect(same(inFile ?? {})).toEqual(same(json ?? {}));
  expect(same(inFile ?? {})).toEqual(same(protobuf ?? {}));
  expect(inFile).toMatchObject({ event: { outcome: 'failure', duration: 12_000_000, category: ['authentication'] } });
});

test('a record by itself is the event that it is in a request, whoever wrote its members', async () => {
  const map = {
    'enduser.id': 'u-42',
    'net.sock.peer.addr': '10.0.0.8',
    'client.address': '203.0.113.9',
    'http.target': '/login?next=1',
    'http.status_code': 401,
    mfa: false,
  };
  const resource = { attributes: { 'service.name': 'portal' } };
  const events = await read(
    request(RECORD),
    { ...RECORD, resource: { attributes: RESOURCE } },
    { timestamp: '2026-03-02T08:15:04.120Z', severity_text: 'INFO', event_name: 'login', body: 'refused', attributes: map, resource },
    { '@timestamp': '2026-03-02T08:15:04.120Z', severity_text: 'INFO', event_name: 'login', body: { text: 'refused' }, attributes: map, resource },
    { Timestamp: '2026-03-02T08:15:04.120456789Z', SeverityText: 'INFO', EventName: 'login', Body: 'refused', Attributes: map, Resource: resource }
  );
  expect(events).toHaveLength(5);
  for (const event of events) expect(same(event)).toEqual(same(events[0] ?? {}));
});

test('records of a request are shown one by one, each with its resource, and one that is refused takes no other with it', async () => {
  const bad = { ...RECORD, attributes: [text('event.outcome', 'maybe'), text('user.id', 'bo')] };
  const records = await parseLines('otel', [JSON.stringify(request(RECORD, bad, { ...RECORD, eventName: 'logout' }))], { now: NOW });
  expect(records).toMatchObject([
    { event: { event: { action: 'login' }, service: { name: 'portal' } } },
    { rejection: { code: 'HAB-PARSE-007' } },
    { event: { event: { action: 'logout' }, service: { name: 'portal' } } },
  ]);
  expect(records.map(({ raw }) => JSON.parse(raw) as unknown)).toEqual([request(RECORD), request(bad), request({ ...RECORD, eventName: 'logout' })]);
  expect(new Set(records.map((one) => ('event' in one ? one.event.habitus?.id : '')))).toHaveProperty('size', 3);
});

test.each(
  readFixtures(__dirname).flatMap(([, fixtures]) => fixtures.filter(({ event }) => event !== undefined).map(({ name, line }) => [name, line] as const))
)('guessed by itself: %s', (_name, line) => {
  expect(guessSource(line)?.name).toBe('otel');
});

test('guessed by the head of a request that is longer than what is looked at', () => {
  const line = JSON.stringify(request(...Array.from({ length: 500 }, () => RECORD)));
  expect(guessSource(line.slice(0, 32 * 1024))?.name).toBe('otel');
});

test('lines whose names are those of ECS, with its time, stay ECS; a shipper that wrapped a request is opened', async () => {
  expect(guessSource('{"@timestamp":"2026-03-02T08:15:04Z","user.id":"u","source.address":"203.0.113.9"}')?.name).toBe('ecs');
  const wrapped = JSON.stringify({ '@timestamp': '2026-03-02T08:15:05Z', message: JSON.stringify(request(RECORD)) });
  for (const source of ['ecs', 'otel']) {
    expect(eventOf((await parseLines(source, [wrapped]))[0])).toMatchObject({ user: { id: 'u-42' }, service: { name: 'portal' } });
  }
});
