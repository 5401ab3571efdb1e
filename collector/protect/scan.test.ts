import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pseudonyms } from '../../pkg/identity';
import { FIELDS, type FieldName } from '../../pkg/model';
import { openDuckdb } from '../../pkg/store/duckdb/open';
import type { Store } from '../../pkg/store/store';
import type { Collector } from '../collector';
import { readCollectorConfig } from '../config/read';
import { createCollector } from '../create';
import { until } from '../testing/open-intake';
import { testPseudonyms } from '../testing/pseudonyms';
import { seededFixtures, Seeds } from '../testing/seeded-lines';

const NOW = Date.now();
let root: string;
let data: string;
let store: Store;
let pseudonyms: Pseudonyms;
let collector: Collector;
let url: string;
let syslog: number;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'habitus-scan-'));
  data = join(root, 'data');
  mkdirSync(join(root, 'logs'));
  mkdirSync(data);
  syslog = await freePort();
  const people = 'id,names,department,manager\nseedling-listed-q,seedling-other-q,Research,seedling-manager-q\n';
  writeFileSync(join(root, 'people.csv'), people);
  writeFileSync(
    join(root, 'collector.yaml'),
    `directory: { file: people.csv }\nsessions: {}\nsyslog: [{ transport: tcp, port: ${syslog} }]\ntail: [{ paths: ['logs/*.log'] }]\nfaro: { origins: ['*'] }\n`
  );
  // Small batches become Parquet files too.
  store = await openDuckdb({ dir: data, namespace: 'default', clock: () => NOW, leastPart: 50 });
  pseudonyms = await testPseudonyms(data);
  collector = await createCollector({ store, dir: data, clock: () => NOW, config: readCollectorConfig(join(root, 'collector.yaml')), env: {}, pseudonyms });
  url = await collector.listen({ host: '127.0.0.1', port: 0 });
  await collector.receive();
});
afterEach(async () => {
  await collector.stop();
  await pseudonyms.close();
  await store.close();
  rmSync(root, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
  });
}

/** Everything of the data directory: its bytes as they are, and what is compressed there, read by its reader. */
async function everything(): Promise<Map<string, string>> {
  const texts = new Map(filesIn(data).map((path) => [path, readFileSync(path, 'latin1').toLowerCase()]));
  texts.set('events', JSON.stringify(await store.events.find({ from: 0, to: NOW + 1e9, limit: 1_000_000 })).toLowerCase());
  texts.set('status', JSON.stringify(collector.status()).toLowerCase());
  return texts;
}

/** What every seed looks like: one pass over a text instead of one for each seed. */
const SEED = /seed(?:ling|mail|host)[\w-]{1,20}|203(?:\.\d{1,3}){3}|4111[ \d]{12,15}|7654321/g;

/** Which seeds are where. */
async function leaks(): Promise<string[]> {
  return [...(await everything())].flatMap(([where, text]) =>
    [...text.matchAll(SEED)].map(({ 0: found, index }) => `${found} in ${where}: ${text.slice(Math.max(0, index - 120), index + 80)}`)
  );
}

async function post(path: string, body: string): Promise<void> {
  const answer = await fetch(url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', origin: 'https://x.test' } });
  expect(answer.status).toBeLessThan(500);
  expect(answer.status).not.toBe(404);
}

function otlp(line: string, attributes: Readonly<Record<string, string>>): object {
  const list = Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));
  return { timeUnixNano: `${NOW - 60_000}000000`, body: { stringValue: line }, attributes: list };
}

const logs = (records: readonly object[]): string => JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: records }] }] });

test('no name, mail address or address of any fixture of any source is anywhere in the data directory, whichever way it came', async () => {
  const seeds = new Seeds();
  const fixtures = seededFixtures(seeds);
  for (const { source, lines } of fixtures) {
    const file = join(root, `${source}.txt`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    await collector.import([file], { source });
    await post(`/v1/sources/${source}`, lines.join('\n'));
    if (source === 'sshd' || source === 'web-access') writeFileSync(join(root, 'logs', `${source}.log`), `${lines.join('\n')}\n`);
    if (source === 'sshd') await overSyslog(lines);
    if (source === 'faro') for (const line of lines) await post('/v1/faro', line);
  }
  const all = fixtures.flatMap(({ lines }) => lines);
  // By the wrong source: refused, and kept.
  writeFileSync(join(root, 'all.txt'), `${all.join('\n')}\n`);
  await collector.import([join(root, 'all.txt')], { source: 'stripe' });
  await post('/v1/logs', logs(all.map((line) => otlp(line, {}))));
  await until(() => readdirSync(join(data, 'cursors')).includes('tail.json'));
  await collector.flush();
  const { received, deadLettered } = collector.status();
  await store.events.compact(NOW + 2 * 86_400_000);
  expect(seeds.all.size).toBeGreaterThan(500);
  expect(received).toBeGreaterThan(3_000);
  expect(deadLettered['HAB-PARSE-003']).toBeGreaterThan(100);
  expect(filesIn(data).filter((path) => path.endsWith('.parquet') && statSync(path).size > 0).length).toBeGreaterThan(0);
  expect((await leaks()).slice(0, 20)).toEqual([]);
});

async function overSyslog(lines: readonly string[]): Promise<void> {
  const before = collector.status().received;
  await new Promise<void>((resolve, reject) => {
    const socket = connect(syslog, '127.0.0.1', () => socket.end(lines.map((line) => `${line}\n`).join('')));
    socket.on('close', () => resolve()).on('error', reject);
  });
  await until(() => collector.status().walBytes > 0 || collector.status().received > before);
}

test('nor what is in any field, in labels, in extras, or in free text', async () => {
  const seeds = new Seeds();
  const record = (field: string, name: string, text: string, host?: string): string =>
    JSON.stringify({
      '@timestamp': new Date(NOW - 60_000).toISOString(),
      'user.name': name,
      ...(host !== undefined && { 'host.name': host }),
      [field]: FIELDS[field as FieldName] === 'keywords' ? [text] : text,
    });
  const own = new Set(['@timestamp', 'user.name', 'habitus.id', 'event.ingested', 'labels', 'habitus.extra']);
  const fields = [
    ...Object.keys(FIELDS).filter((field) => !own.has(field)),
    'labels.note',
    'labels.owner',
    'habitus.extra.note',
    'something.else',
    'actor.name',
  ];
  const lines = fields.flatMap((field) => {
    const [name, mail, address, host] = [seeds.name(), seeds.mail(), seeds.address(), seeds.host()];
    const machine = host.replace(/\..*/, '');
    return [
      record(field, name, `${machine.toUpperCase()} is ${host}, //${machine}/c$`, host),
      record(field, name, machine, host),
      record(field, name, host, machine),
      record(field, name, `${mail} and ${name.toUpperCase()} from ${address}:443`),
      record(field, name, `/x/${name}/${encodeURIComponent(mail)}?ip=${address}&u=${name}#${name}`),
      record(field, name, name),
      record(field, name, address),
      record(field, name, mail),
    ];
  });
  // Of the list, and of nobody.
  for (const name of ['seedling-other-q', 'seedling-nobody-q']) lines.push(record('message', name, 'x'));
  writeFileSync(join(root, 'fields.ndjson'), `${lines.join('\n')}\n`);
  const report = await collector.import([join(root, 'fields.ndjson')], { source: 'ecs' });
  expect(report.accepted + report.duplicates).toBeGreaterThan(lines.length * 0.8);
  await post('/v1/logs', logs(lines.map((line) => otlp('words', JSON.parse(line) as Record<string, string>))));
  const cards = ['4111111111111111', '4111 1111 1111 1111'];
  await post('/v1/logs', logs(cards.map((card) => otlp(`paid by ${card}, call +43 660 7654321`, { 'user.name': 'x', note: card }))));
  await collector.flush();
  await collector.stop();
  expect((await leaks()).slice(0, 20)).toEqual([]);
});
