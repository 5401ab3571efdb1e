import { RecordSplitter } from './record-splitter';
import { MOST_OF_REQUEST } from './otlp-requests';

interface Seen {
  readonly lines: (readonly [number, string])[];
  readonly tooLong: number[];
}

function cut(text: string, size = 64 * 1024): Seen {
  const seen: Seen = { lines: [], tooLong: [] };
  const splitter = new RecordSplitter({
    line: (bytes, start, end, offset) => void seen.lines.push([offset, Buffer.from(bytes.subarray(start, end)).toString()]),
    tooLong: (_offset, length) => void seen.tooLong.push(length),
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
  splitter.end();
  return seen;
}

const resource = (name: string): unknown => ({ attributes: [{ key: 'service.name', value: { stringValue: name } }] });
const request = (name: string, ...logRecords: unknown[]): unknown => ({ resourceLogs: [{ resource: resource(name), scopeLogs: [{ logRecords }] }] });
const JSONL = [request('a', { eventName: 'one' }, { eventName: 'two' }), request('b', { eventName: 'three' })].map((one) => JSON.stringify(one)).join('\n');

test.each([1, 7, 65_536])('each record is a request of its own with its resource, in chunks of %d', (size) => {
  const { lines } = cut(JSONL, size);
  expect(lines.map(([, line]) => JSON.parse(line) as unknown)).toEqual([
    request('a', { eventName: 'one' }),
    request('a', { eventName: 'two' }),
    request('b', { eventName: 'three' }),
  ]);
  expect(lines.map(([offset]) => offset)).toEqual([0, 1, JSONL.indexOf('\n') + 1]);
});

test('over several lines, and as an array, too', () => {
  const two = [request('a', { eventName: 'one' }, { eventName: 'two' }), request('b', { eventName: 'three' })];
  for (const text of [two.map((one) => JSON.stringify(one, undefined, 2)).join('\n'), JSON.stringify(two), JSON.stringify(two, undefined, 2)]) {
    expect(cut(text).lines.map(([, line]) => JSON.parse(line) as unknown)).toHaveLength(3);
  }
});

test('spans and metrics are cut alike; what is damaged, empty or something else is shown as it is', () => {
  const spans = { resourceSpans: [{ resource: {}, scopeSpans: [{ spans: [{ name: 'a' }, { name: 'b' }] }] }] };
  const metrics = { resourceMetrics: [{ resource: {}, scopeMetrics: [{ metrics: [{ name: 'a' }, { name: 'b' }] }] }] };
  const others = ['{"resourceLogs":[{', '{"resourceLogs":[]}', '{"resourceLogs":7}', '{"user.id":"x"}', 'text'];
  const { lines } = cut([JSON.stringify(spans), JSON.stringify(metrics), ...others].join('\n'));
  expect(lines.map(([, line]) => line)).toEqual([
    ...['a', 'b'].map((name) => JSON.stringify({ resourceSpans: [{ resource: {}, scopeSpans: [{ spans: [{ name }] }] }] })),
    ...['a', 'b'].map((name) => JSON.stringify({ resourceMetrics: [{ resource: {}, scopeMetrics: [{ metrics: [{ name }] }] }] })),
    ...others,
  ]);
});

test('a batch of some megabytes is read, more than 16 MiB are refused as too long', () => {
  const record = { eventName: 'x', body: { stringValue: 'y'.repeat(1_000) } };
  const batch = JSON.stringify(request('a', ...Array.from({ length: 4_000 }, () => record)));
  expect([batch.length > 4_000_000, cut(batch).lines.length]).toEqual([true, 4_000]);
  const { lines, tooLong } = cut(`${JSON.stringify(request('a', record, record))}\n${'{"resourceLogs":'.padEnd(MOST_OF_REQUEST + 10, ' ')}\n`, 1024 * 1024);
  expect([lines.length, tooLong]).toEqual([2, [MOST_OF_REQUEST + 10]]);
});

test('a large resource before many records is not written once for each: the request stays in one piece', () => {
  const line = JSON.stringify(request('a'.repeat(1_000_000), ...Array.from({ length: 100 }, () => ({ eventName: 'x' }))));
  expect(cut(line).lines).toEqual([[0, line]]);
});
