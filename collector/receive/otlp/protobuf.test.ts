import { seededRandom } from '../../../pkg/maths';
import { encodeLogs as encode, text } from '../../testing/otlp-oracle';
import { emptyLogRecord, type LogRecord } from './log-record';
import { readLogRecord, walkLogsRequest } from './protobuf';
import { WireError } from './wire';

const NOW = Date.UTC(2026, 10, 24, 12);
const nano = (at: number): string => `${at}000000`;

function readAll(bytes: Uint8Array, show: (record: LogRecord) => void = () => undefined): void {
  const record = emptyLogRecord();
  walkLogsRequest(bytes, {
    resource: () => undefined,
    record: (start, end) => {
      readLogRecord(bytes, start, end, record);
      show(record);
    },
  });
}

test('reads what protobufjs wrote: 300 random records with every kind of value (seed 11)', () => {
  const random = seededRandom(11);
  const values = [
    { stringValue: 'Zürich \u{1f512}' },
    { boolValue: true },
    { intValue: '-42' },
    { intValue: '9007199254740991' },
    { doubleValue: 0.1 },
    { arrayValue: { values: [{ stringValue: 'a' }, { intValue: '7' }] } },
  ];
  const plain = ['Zürich \u{1f512}', true, -42, 9_007_199_254_740_991, 0.1, ['a', 7]];
  const picks = Array.from({ length: 300 }, () => Array.from({ length: Math.floor(random() * 6) }, () => Math.floor(random() * values.length)));
  const bytes = encode(
    picks.map((pick, index) => ({
      timeUnixNano: nano(NOW + index),
      flags: 1,
      traceId: 'AAAA',
      attributes: pick.map((value, at) => ({ key: `k${at}`, value: values[value] })),
    }))
  );
  const seen: { time: number; attributes: unknown[] }[] = [];
  readAll(bytes, (record) => seen.push({ time: record.time, attributes: [...record.attributes.values()] }));
  expect(seen).toEqual(picks.map((pick, index) => ({ time: NOW + index, attributes: pick.map((value) => plain[value]) })));
});

test('cut or flipped bytes never hang or crash: an answer or a WireError (seed 12)', () => {
  const random = seededRandom(12);
  const bytes = encode([{ timeUnixNano: nano(NOW), body: { stringValue: 'x' }, attributes: [text('user.name', 'ada')] }]);
  for (let round = 0; round < 2_000; round++) {
    const damaged = Buffer.from(bytes.subarray(0, 1 + Math.floor(random() * bytes.length)));
    damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
    try {
      readAll(damaged);
    } catch (error) {
      expect(error).toBeInstanceOf(WireError);
    }
  }
});

test('a field 0, which no message has, is damage', () => {
  expect(() => readAll(Buffer.from([0, 0]))).toThrow(WireError);
});
