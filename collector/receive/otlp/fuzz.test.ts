import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { seededRandom } from '../../../pkg/maths';
import { ByteBuffer } from '../../encode/byte-buffer';
import { LogsRequest } from '../../testing/otlp-oracle';
import { randomRequest } from '../../testing/otlp-random';
import { encodeRequest } from './encode-request';
import { emptyLogRecord, type LogRecord } from './log-record';
import { readLogRecord, walkLogsRequest } from './protobuf';
import { RequestEncoding } from './request-encoding';
import { WireError } from './wire';

const NOW = Date.UTC(2026, 10, 24, 12);
const ROUNDS = 1_500;
const SEED = 4_317;

/** What a request became, or the error that refused it. */
function outcome(make: (buffer: ByteBuffer) => RequestEncoding['result']): unknown {
  const buffer = new ByteBuffer();
  try {
    const result = make(buffer);
    const lines = buffer.bytes().toString('utf8').trim().split('\n');
    return { ...result, lines: lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown) };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return 'damaged';
  }
}

/** The careful way alone, record by record. */
function carefully(bytes: Buffer, buffer: ByteBuffer): RequestEncoding['result'] {
  const encoding = new RequestEncoding(hash('sha256', bytes), NOW, buffer);
  readAll(bytes, (record) => encoding.write(record));
  return encoding.end();
}

function readAll(bytes: Buffer, show: (record: LogRecord) => void): void {
  const record = emptyLogRecord();
  walkLogsRequest(bytes, {
    resource: (attributes) => {
      record.resource.clear();
      for (const [key, value] of attributes) record.resource.set(key, value);
    },
    record: (start, end) => {
      readLogRecord(bytes, start, end, record);
      show(record);
    },
  });
}

function* requests(): Generator<Buffer> {
  const random = seededRandom(SEED);
  for (let round = 0; round < ROUNDS; round++) {
    const whole = Buffer.from(LogsRequest.encode(LogsRequest.fromObject(randomRequest(random, NOW))).finish());
    yield whole;
    yield Buffer.concat([whole, UNKNOWN]);
    const cut = whole.subarray(0, Math.floor(random() * whole.length));
    yield cut;
    const flipped = Buffer.from(whole);
    if (flipped.length > 0) flipped[Math.floor(random() * flipped.length)] = Math.floor(random() * 256);
    yield flipped;
  }
}

/** Field 1000 as a varint, field 17 as fixed32. */
const UNKNOWN = Buffer.from([0xc0, 0x3e, 0x05, 0x8d, 0x01, 1, 2, 3, 4]);

test(`6,000 random, cut and flipped requests become the same events the fast and the careful way (seed ${SEED})`, () => {
  let events = 0;
  for (const bytes of requests()) {
    const fast = outcome((buffer) => encodeRequest(bytes, 'protobuf', NOW, buffer));
    const careful = outcome((buffer) => carefully(bytes, buffer));
    if (!isDeepStrictEqual(fast, careful)) expect({ fast, request: bytes.toString('hex') }).toEqual({ fast: careful });
    if (typeof fast === 'object') events += (fast as { count: number }).count;
  }
  expect(events).toBeGreaterThan(5_000);
});

test(`the same requests hold the records that protobufjs reads of them, and are damaged where it says so (seed ${SEED})`, () => {
  let index = 0;
  for (const bytes of requests()) {
    // A flipped byte may change the type on the wire, which protobufjs takes for damage and we for an unknown field.
    if (index++ % 4 === 3) continue;
    const [read, oracle] = [ours(bytes), theirs(bytes)];
    if (!isDeepStrictEqual(read, oracle)) expect({ read, request: bytes.toString('hex') }).toEqual({ read: oracle });
  }
});

function ours(bytes: Buffer): unknown {
  const seen: unknown[] = [];
  try {
    readAll(bytes, ({ attributes, resource, ...rest }) => seen.push({ ...rest, attributes: [...attributes], resource: [...resource] }));
    return seen;
  } catch (error) {
    expect(error).toBeInstanceOf(WireError);
    return 'damaged';
  }
}

interface Decoded {
  readonly resourceLogs?: { readonly resource?: Attributed; readonly scopeLogs?: { readonly logRecords?: (Attributed & Record<string, string>)[] }[] }[];
}
interface Attributed {
  readonly attributes?: { readonly key?: string; readonly value?: unknown }[];
}

function theirs(bytes: Buffer): unknown {
  let decoded: Decoded;
  try {
    decoded = LogsRequest.toObject(LogsRequest.decode(bytes), { longs: String, bytes: String }) as Decoded;
  } catch {
    return 'damaged';
  }
  return (decoded.resourceLogs ?? []).flatMap(({ resource, scopeLogs }) =>
    (scopeLogs ?? []).flatMap(({ logRecords }) =>
      (logRecords ?? []).map((record) => ({
        time: millis(record.timeUnixNano),
        observed: millis(record.observedTimeUnixNano),
        severity: record.severityText ?? '',
        eventName: record.eventName ?? '',
        body: plain(record.body),
        attributes: [...attributesOf(record)],
        resource: [...attributesOf(resource ?? {})],
      }))
    )
  );
}

const millis = (nanos: string | undefined): number => Number(BigInt(nanos ?? 0) / 1_000_000n);
const attributesOf = ({ attributes }: Attributed): Map<string, unknown> => new Map((attributes ?? []).map(({ key, value }) => [key ?? '', plain(value)]));

function plain(value: unknown): unknown {
  const { intValue, arrayValue, kvlistValue, ...rest } = (value ?? {}) as {
    intValue?: string;
    arrayValue?: { values?: unknown[] };
    kvlistValue?: { values?: [] };
  };
  if (intValue !== undefined) return Number(intValue);
  if (arrayValue) return (arrayValue.values ?? []).map(plain);
  if (kvlistValue) return Object.fromEntries(attributesOf({ attributes: kvlistValue.values ?? [] }));
  return Object.values(rest)[0];
}
