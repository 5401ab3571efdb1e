import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '../../pkg/model';
import type { Store } from '../../pkg/store/store';
import { openDuckdb } from '../../pkg/store/duckdb/open';
import type { Collector } from '../collector';
import { createCollector } from '../create';
import { DeadLetters, type KeptLetter } from './dead-letters';
import { isSelected } from './select-letters';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'habitus-letters-'))));
afterEach(() => rmSync(dir, { recursive: true }));

async function all(letters: AsyncIterable<KeptLetter>): Promise<KeptLetter[]> {
  const list: KeptLetter[] = [];
  for await (const letter of letters) list.push(letter);
  return list;
}
const about = (source: string, place = 'here'): { at: string; source: string; place: string; code: string; reason: string } => ({
  at: '2026-11-24T12:00:00.000Z',
  source,
  place,
  code: 'HAB-PARSE-003',
  reason: 'a test',
});

test('letters are kept in order, in bytes that survive, and taken out one by one; what comes meanwhile stays', async () => {
  const letters = new DeadLetters(dir);
  letters.add(about('a'), Buffer.from('first'));
  letters.add(about('b'), Buffer.from('ff00', 'hex'));
  letters.add(about('c'), Buffer.alloc(10_000, 'x'));
  const [first, second, third] = await all(letters.read());
  expect([first?.raw, second?.encoding === 'base64' && Buffer.from(second.raw, 'base64').toString('hex'), third?.raw.length, third?.cutFrom]).toEqual([
    'first',
    'ff00',
    8_192,
    10_000,
  ]);
  const removing = letters.remove(new Set([first?.id ?? '', 'another']));
  letters.add(about('d'), Buffer.from('fourth'));
  await Promise.all([removing, letters.flush()]);
  expect(await removing).toBe(1);
  expect((await all(letters.read())).map(({ source }) => source)).toEqual(['b', 'c', 'd']);
  expect((await all(new DeadLetters(dir).read())).map(({ source }) => source)).toEqual(['b', 'c', 'd']);
});

test('letters that are too old are taken out and counted, the others and what is damaged stay', async () => {
  const letters = new DeadLetters(dir, undefined, { keep: 2 * DAY });
  const at = Date.parse('2026-11-24T12:00:00.000Z');
  await letters.expire(at);
  letters.add({ ...about('old'), at: '2026-11-24T12:00:00.000Z' }, Buffer.from('x'));
  letters.add({ ...about('new'), at: '2026-11-25T12:00:00.000Z' }, Buffer.from('y'));
  await letters.flush();
  appendFileSync(join(dir, 'dead-letters.ndjson'), '{"at": cut\n');
  await letters.expire(at + 2 * DAY);
  expect([letters.expired, (await all(letters.read())).length]).toEqual([0, 2]);
  await letters.expire(at + 2 * DAY + 1);
  expect([letters.expired, (await all(letters.read())).map(({ source }) => source)]).toEqual([1, ['new']]);
  expect(readFileSync(join(dir, 'dead-letters.ndjson'), 'utf8')).toContain('{"at": cut');
  const forEver = new DeadLetters(dir);
  await forEver.expire(at + 4_000 * DAY);
  expect([forEver.expired, (await all(forEver.read())).length]).toEqual([0, 1]);
});

test('a line that is damaged is passed over and stays', async () => {
  const letters = new DeadLetters(dir);
  letters.add(about('a'), Buffer.from('x'));
  await letters.flush();
  appendFileSync(join(dir, 'dead-letters.ndjson'), '{"at": cut\n');
  expect(await all(letters.read())).toHaveLength(1);
});

test('beyond its bytes letters are only counted; a disk that fails leaves no torn letter behind', async () => {
  const small = new DeadLetters(dir, undefined, { most: 500 });
  for (let n = 0; n < 10; n++) {
    small.add(about(`s${n}`), Buffer.from('x'.repeat(100)));
    await small.flush();
  }
  const kept = await all(small.read());
  expect([kept.length + small.overflowed, kept.length < 10, small.overflowed > 0]).toEqual([10, true, true]);
  const file = join(dir, 'dead-letters.ndjson');
  const before = readFileSync(file);
  rmSync(file);
  mkdirSync(file);
  const failing = new DeadLetters(dir);
  failing.add(about('lost'), Buffer.from('x'));
  await expect(failing.flush()).rejects.toThrow(/EISDIR/);
  expect(failing.overflowed).toBe(1);
  rmSync(file, { recursive: true });
  writeFileSync(file, before);
  failing.add(about('next'), Buffer.from('x'));
  await failing.flush();
  expect((await all(failing.read())).map(({ source }) => source)).toEqual([...kept.map(({ source }) => source), 'next']);
});

test.each([
  [{}, true],
  [{ ids: ['one'] }, true],
  [{ ids: ['two'] }, false],
  [{ code: 'HAB-PARSE-003', source: 'okta', place: 'webhook' }, true],
  [{ place: 'syslog' }, false],
  [{ source: 'sshd' }, false],
  [{ since: Date.UTC(2026, 10, 24, 12), until: Date.UTC(2026, 10, 24, 13) }, true],
  [{ until: Date.UTC(2026, 10, 24, 12) }, false],
])('%j selects it: %s', (selection, expected) => {
  expect(isSelected({ ...about('okta', 'webhook okta'), id: 'one', raw: '', encoding: 'utf8' }, selection)).toBe(expected);
});

describe('replaying', () => {
  const NOW = Date.now();
  let store: Store;
  let collector: Collector;
  let url: string;
  beforeEach(async () => {
    store = await openDuckdb({ dir: join(dir, 'store'), namespace: 'default', clock: () => NOW });
    collector = await createCollector({ store, dir, clock: () => NOW });
    url = await collector.listen({ host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    await collector.stop();
    await store.close();
  });
  const stored = async (): Promise<number> => {
    await collector.flush();
    return (await store.events.extent()).count;
  };
  const letters = async (): Promise<string[]> => (await all(collector.letters.list({}))).map(({ code }) => code);
  const post = async (path: string, body: string): Promise<void> => {
    expect((await fetch(url + path, { method: 'POST', body, headers: { 'content-type': 'application/json' } })).status).toBe(200);
  };
  const sshd = 'Nov 24 11:59:00 web1 sshd[77]: Accepted password for ada from 10.0.0.9 port 22 ssh2';
  const old = new Date(NOW - 30 * DAY).toISOString();

  test('by the right source: in the store, out of the letters; twice is once', async () => {
    await post('/v1/sources/ecs', `${sshd}\nnonsense\n`);
    expect(await letters()).toEqual(['HAB-PARSE-003', 'HAB-PARSE-003']);
    expect(await collector.letters.replay({})).toEqual({ tried: 2, replayed: 0, refused: { 'HAB-PARSE-003': 2 } });
    expect(await collector.letters.replay({ source: 'ecs' }, 'sshd')).toEqual({ tried: 2, replayed: 1, refused: { 'HAB-PARSE-003': 1 } });
    expect([await stored(), await letters()]).toEqual([1, ['HAB-PARSE-003']]);
    await post('/v1/sources/ecs', `${sshd}\nnonsense\n`);
    await collector.letters.replay({}, 'sshd');
    expect(await stored()).toBe(1);
  });

  test('records of OTLP whose clock was not believed, and lines of a file that is imported again afterwards', async () => {
    const record = { timeUnixNano: `${NOW - 30 * DAY}000000`, eventName: 'login', attributes: [{ key: 'user.name', value: { stringValue: 'bo' } }] };
    await post('/v1/logs', JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] }));
    expect(await letters()).toEqual(['HAB-PARSE-006']);
    expect(await collector.letters.replay({})).toMatchObject({ replayed: 1, refused: {} });
    expect([await stored(), await letters()]).toEqual([1, []]);
    const [event] = await store.events.find({ from: NOW - 31 * DAY, to: NOW, limit: 1 });
    expect(event).toMatchObject({ user: { name: 'bo' }, event: { action: 'login', category: ['authentication'] } });

    const file = join(dir, 'a.log');
    writeFileSync(file, `{"@timestamp":"${old}","user":{"name":"cy"}}\n${sshd}\n`);
    await collector.import([file], { source: 'ecs' });
    expect(await collector.letters.replay({}, 'sshd')).toMatchObject({ replayed: 1 });
    expect(await stored()).toBe(3);
    await collector.import([file], { source: 'sshd' });
    expect(await stored()).toBe(3);
  });

  test('what was cut is not replayed', async () => {
    await post('/v1/sources/ecs', `{"no":"${'x'.repeat(10_000)}"}`);
    expect(await collector.letters.replay({})).toEqual({ tried: 1, replayed: 0, refused: { cut: 1 } });
  });

  test('dropping', async () => {
    await post('/v1/sources/ecs', 'a\nb\n');
    const [first] = await all(collector.letters.list({}));
    expect(await collector.letters.remove([first?.id ?? ''])).toBe(1);
    expect(await letters()).toHaveLength(1);
  });
});
