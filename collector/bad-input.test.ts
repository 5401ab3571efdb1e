import { randomFillSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startCollector, type CollectorProcess } from './testing/start-collector';

/** What senders and files do wrong. After each fault the same process takes what is good; at the end its memory is looked at. */

const NOW = Date.UTC(2026, 10, 24, 12);
const MIB = 1024 * 1024;
let collector: CollectorProcess;

beforeAll(async () => void (collector = await startCollector(NOW)));
afterAll(async () => await collector.stop());

interface Answered {
  readonly status: number;
  readonly text: string;
}

async function post(body: Uint8Array, headers: Record<string, string> = {}): Promise<Answered> {
  const answer = await fetch(collector.url, { method: 'POST', body, headers: { 'content-type': 'application/x-protobuf', ...headers } });
  return { status: answer.status, text: await answer.text() };
}

/** One field of protobuf with a length in front. */
function field(number: number, ...parts: readonly Uint8Array[]): Buffer {
  const inner = Buffer.concat(parts);
  const length: number[] = [];
  for (let rest = inner.length; ; rest = Math.floor(rest / 128)) {
    length.push(rest < 128 ? rest : (rest & 0x7f) | 0x80);
    if (rest < 128) return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), inner]);
  }
}

function record(user: Uint8Array | string, at = NOW, body = ''): Buffer {
  const time = Buffer.alloc(9, 9);
  time.writeBigUInt64LE(BigInt(at) * 1_000_000n, 1);
  const attribute = field(6, field(1, Buffer.from('user.name')), field(2, field(1, Buffer.from(user))));
  return field(2, time, attribute, field(5, field(1, Buffer.from(body))));
}

const request = (...records: readonly Uint8Array[]): Buffer => field(1, field(2, ...records));

let goodOnes = 0;
/** That a good request still gets in. */
async function stillTakes(): Promise<void> {
  const before = await collector.status();
  expect(await post(request(record(`good-${goodOnes++}`)))).toEqual({ status: 200, text: '' });
  expect((await collector.status()).stored - before.stored).toBe(1);
}

function file(name: string, ...parts: readonly (Uint8Array | string)[]): string {
  const path = join(collector.dir, name);
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part))));
  return path;
}

const line = (user: string, more = '', day = '2026-11-24'): string => `{"@timestamp":"${day}T10:00:00Z","user":{"name":"${user}"}${more}}\n`;
const junk = (bytes: number): Buffer => randomFillSync(Buffer.alloc(bytes));

describe('to the receiver', () => {
  afterEach(stillTakes);

  test('a request that is cut anywhere is refused whole, and says where', async () => {
    const whole = request(record('ada'), record('bo'));
    const before = await collector.status();
    for (const cut of [1, 3, 20, whole.length - 1]) {
      const { status, text } = await post(whole.subarray(0, cut));
      expect(status).toBe(400);
      expect(text).toMatch(/HAB-RECV-001: expected a valid OTLP request, got message ends at \d+/);
    }
    const after = await collector.status();
    expect(after.stored).toBe(before.stored);
    expect(after.deadLettered['HAB-RECV-001']).toBe(4);
  });

  test('ten gzip bombs at once (80 MiB in 80 kB each)', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * MIB));
    const answers = await Promise.all(Array.from({ length: 10 }, async () => await post(bomb, { 'content-encoding': 'gzip' })));
    for (const { status, text } of answers) {
      expect(status).toBe(413);
      expect(text).toContain('HAB-RECV-002: expected at most 67108864 bytes decompressed');
    }
  });

  test('100 MB of binary is answered, not cut off; 60 MB of it is read and refused', async () => {
    const large = await post(junk(100_000_000));
    expect([large.status, large.text]).toEqual([413, expect.stringContaining('HAB-RECV-002: expected at most 67108864 bytes')]);
    const smaller = Buffer.concat([Buffer.from([0x0f]), junk(60_000_000)]);
    expect(await post(smaller)).toMatchObject({ status: 400, text: expect.stringContaining('HAB-RECV-001') as string });
  });

  test.each([
    ['a body of 10 MB', record('cy', NOW, 'x'.repeat(10_000_000)), 'HAB-PARSE-004'],
    ['a clock of 1970', record('cy', 1_000), 'HAB-PARSE-006'],
    ['a clock of 2099', record('cy', Date.UTC(2099, 0, 1)), 'HAB-PARSE-006'],
    ['nothing in it', field(2), 'HAB-PARSE-002'],
  ])('one record with %s is refused by name, the others are taken', async (name, bad, code) => {
    const before = await collector.status();
    const { status, text } = await post(request(record(`left of ${name}`), bad, record(`right of ${name}`)));
    expect([status, text]).toEqual([200, expect.stringContaining(code)]);
    const after = await collector.status();
    expect(after.stored - before.stored).toBe(2);
    expect(after.deadLettered[code]).toBe((before.deadLettered[code] ?? 0) + 1);
  });

  test('bytes that are no UTF-8 lose nothing but themselves', async () => {
    const before = await collector.status();
    expect((await post(request(record(Buffer.from([0x61, 0xff, 0x62]))))).status).toBe(200);
    expect((await collector.status()).stored - before.stored).toBe(1);
  });

  test('half a surrogate pair, a NUL and numbers beyond every limit are stored', async () => {
    const attributes = '[{"key":"user.name","value":{"stringValue":"x\\ud800\\u0000"}},{"key":"a\\udc00","value":{"stringValue":"\\udfff"}},';
    const numbers = '{"key":"source.bytes","value":{"doubleValue":1e300}},{"key":"source.port","value":{"intValue":"99999999999999999999"}}]';
    const body = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"${NOW}000000","attributes":${attributes}${numbers}}]}]}]}`;
    const before = await collector.status();
    expect(await post(Buffer.from(body), { 'content-type': 'application/json' })).toEqual({ status: 200, text: '{}' });
    expect((await collector.status()).stored - before.stored).toBe(1);
  });

  test('values nested 100,000 deep are refused', async () => {
    const deep = `${'{"arrayValue":{"values":['.repeat(100_000)}${']}}'.repeat(100_000)}`;
    const { status, text } = await post(Buffer.from(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${deep}}]}]}]}`), {
      'content-type': 'application/json',
    });
    expect([status, text]).toEqual([400, expect.stringContaining('nested deeper than 32')]);
  });
});

describe('as a file', () => {
  test('the good lines between the bad ones are stored, each bad one has its reason', async () => {
    const deep = `,"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const bad = ['x'.repeat(10_000_000), '\n', line('u', deep), Buffer.from([0xff, 0xfe, 0x0a]), line('u', '', '1970-01-01'), line('u', '', '2099-01-01')];
    const odd = [Buffer.from('{"@timestamp":1795514400,"user":{"name":"'), Buffer.from([0xff]), '"}}\n', line('\\ud800\\u0000', ',"labels":{"a":"\\ud800"}')];
    const mixed = bad.flatMap((part, i) => (part === '\n' ? [part] : i === 0 ? [line('first'), part] : [part, line(`after-${i}`)]));
    const report = await collector.import(file('odd.ndjson', ...mixed, ...odd, line('b', ',"source":{"bytes":1e300}')));
    expect(report).toMatchObject({ accepted: 8, deadLettered: { 'HAB-PARSE-003': 2, 'HAB-PARSE-004': 1, 'HAB-PARSE-006': 2 } });
  });

  test('100 MB of binary: skipped when nobody named its source, a dead letter a line when somebody did', async () => {
    const path = file('binary', junk(100_000_000));
    expect(await collector.import(path)).toMatchObject({ received: 1, deadLettered: { 'HAB-PARSE-003': 1 } });
    const { received, deadLettered, accepted } = await collector.import(path, 'sshd');
    expect(received).toBeGreaterThan(300_000);
    expect([accepted, deadLettered['HAB-PARSE-003'] ?? 0]).toEqual([0, received - (deadLettered['HAB-PARSE-004'] ?? 0)]);
  });

  test('300 MB of zeros in 300 kB of gzip are one line that is too long', async () => {
    const report = await collector.import(file('bomb.gz', gzipSync(Buffer.alloc(300 * MIB))), 'ecs');
    expect(report.deadLettered).toEqual({ 'HAB-PARSE-004': 1 });
  });

  test('of an archive that is cut, what was before the cut', async () => {
    const whole = gzipSync(Array.from({ length: 20_000 }, (_, i) => line(`cut-${(i * 7919) % 20_011}`)).join(''));
    const report = await collector.import(file('cut.gz', whole.subarray(0, whole.length / 2)), 'ecs');
    expect(report.accepted).toBeGreaterThan(5_000);
    expect(report.deadLettered['HAB-PARSE-003']).toBeGreaterThanOrEqual(1);
  });

  test('a line that repeats itself 4,000,000,000 times becomes no army', async () => {
    const repeated = '2026-11-24T10:00:00Z web1 sshd[9]: message repeated 4000000000 times: [ Failed password for root from 10.0.0.1 port 1 ssh2]\n';
    expect(await collector.import(file('repeated.log', repeated.repeat(50)))).toMatchObject({ accepted: 50_000 });
  });

  test('UTF-16 is called by its name', async () => {
    const report = await collector.import(file('utf16.txt', Buffer.from([0xff, 0xfe]), Buffer.from(line('u'), 'utf16le')));
    expect(report.deadLettered).toEqual({ 'HAB-PARSE-005': 1 });
  });
});

test('after all of it the process is up, and never held 800 MiB', async () => {
  await stillTakes();
  expect((await collector.status()).peak).toBeLessThan(800 * MIB);
});
