import { createSocket } from 'node:dgram';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import type { Pseudonyms } from '../../pkg/identity';
import { openDuckdb } from '../../pkg/store/duckdb/open';
import type { EventStore, Store } from '../../pkg/store/store';
import type { Collector } from '../collector';
import { readCollectorConfig } from '../config/read';
import { createCollector } from '../create';
import { makeZip } from '../testing/archives';
import { until } from '../testing/open-intake';
import { encodeLogs, encodeSpans, text } from '../testing/otlp-oracle';
import { testPseudonyms } from '../testing/pseudonyms';
import { VendorServer } from '../testing/vendor-server';
import { address, agent, ecsLines, personOf, RAW, sentence, type Person } from './testing/person';

const NOW = Date.now();
const AT = NOW - 60_000;
const ISO = new Date(AT).toISOString();
const WAYS = 'http json grpc spans webhook pull csv import gzip zip tcp udp tail faro'.split(' ');
const people = new Map(WAYS.map((way, n) => [way, personOf(way, n)]));
const of = (way: string): Person => people.get(way) ?? personOf('none', 255);
const asText = (way: string): string => `${ecsLines(of(way), AT).join('\n')}\n`;

const IMPORTED = ['csv', 'import', 'gzip', 'zip'];
/** Opened once the write-ahead log was looked at: until then nothing leaves it. */
let deliver: () => void;
const mayDeliver = new Promise<void>((resolve) => (deliver = resolve));

let root: string;
let data: string;
let store: Store;
let pseudonyms: Pseudonyms;
let collector: Collector;
let vendor: VendorServer;
let port: number;
let url: string;
let grpc: number;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'habitus-ways-'));
  data = join(root, 'data');
  for (const folder of [data, join(root, 'logs'), join(root, 'in')]) mkdirSync(folder);
  vendor = await new VendorServer(() => ({ body: [oktaEvent(of('pull')), { uuid: of('pull').name, note: sentence(of('pull')) }] })).listen();
  port = await freePort();
  const pull = `{ kind: okta, url: '${vendor.url}', secret: { env: SECRET } }`;
  const syslog = `[{ transport: tcp, port: ${port} }, { transport: udp, port: ${port} }]`;
  writeFileSync(join(root, 'people.csv'), 'id,names,department\nsomebody,somebody,Research\n');
  const config = `directory: { file: people.csv }\nsyslog: ${syslog}\ntail: [{ paths: ['logs/*.log'], source: ecs }]\nfaro: { origins: ['*'] }\npull: [${pull}]\n`;
  writeFileSync(join(root, 'collector.yaml'), config);
  writeFileSync(join(root, 'logs', 'a.log'), asText('tail'));
  store = await openDuckdb({ dir: data, namespace: 'default', clock: () => NOW, leastPart: 20 });
  pseudonyms = await testPseudonyms(data);
  const env = { SECRET: 'a secret' };
  collector = await createCollector({
    store: { ...store, events: held(store.events) },
    dir: data,
    clock: () => NOW,
    config: readCollectorConfig(join(root, 'collector.yaml')),
    env,
    pseudonyms,
  });
  url = await collector.listen({ host: '127.0.0.1', port: 0 });
  grpc = await collector.listenGrpc({ host: '127.0.0.1', port: 0 });
  await collector.receive();
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  deliver();
  await collector.stop();
  await vendor.close();
  await pseudonyms.close();
  await store.close();
  rmSync(root, { recursive: true });
});

function held(events: EventStore): EventStore {
  const appendFile: EventStore['appendFile'] = async (...file) => {
    await mayDeliver;
    return await events.appendFile(...file);
  };
  const bound = (value: unknown): unknown => (typeof value === 'function' ? (value.bind(events) as unknown) : value);
  return new Proxy(events, { get: (target, key): unknown => (key === 'appendFile' ? appendFile : bound(Reflect.get(target, key, target))) });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

/** Of a vendor whose record has no place that is kept for the host: a name that nothing names cannot be known. */
function hostless(person: Person): string {
  return sentence({ ...person, host: 'a host' });
}

function oktaEvent(person: Person): object {
  const { name, mail, first, last, v4, v6, host } = person;
  const actor = { id: name, type: 'User', alternateId: mail, displayName: `${first} ${last}` };
  const client = { ipAddress: v4, device: 'Computer', userAgent: { rawUserAgent: agent(person) } };
  const debugContext = { debugData: { url: address(person), requestUri: `/u/${mail}?ip=${v6}`, note: hostless(person), hostname: host } };
  const request = { ipChain: [{ ip: v4 }, { ip: v6 }] };
  return {
    uuid: 'o-1',
    published: ISO,
    eventType: 'user.session.start',
    actor,
    target: [actor],
    device: { name: host },
    client,
    debugContext,
    request,
    outcome: { result: 'SUCCESS', reason: hostless(person) },
  };
}

const attributesOf = (person: Person): Record<string, unknown>[] => [
  text('user.name', person.name),
  text('user.email', person.mail),
  text('user.full_name', `${person.first} ${person.last}`),
  text('client.address', person.v4),
  text('url.full', address(person)),
  text('user_agent.original', agent(person)),
  text('some.note', sentence(person)),
  text('host.name', person.host),
];
const logOf = (person: Person): Record<string, unknown> => ({
  timeUnixNano: `${AT}000000`,
  body: { stringValue: sentence(person) },
  attributes: attributesOf(person),
});
/** Refused: of a time that cannot be. */
const badLogOf = (person: Person): Record<string, unknown> => ({ ...logOf(person), timeUnixNano: '1000000' });
const spanOf = (person: Person): Record<string, unknown> => ({
  name: `GET /people/${person.mail}`,
  kind: 2,
  startTimeUnixNano: `${AT}000000`,
  endTimeUnixNano: `${AT}900000`,
  attributes: [...attributesOf(person), text('enduser.id', person.name)],
  status: { message: sentence(person) },
});

async function post(path: string, body: string | Buffer, type = 'application/json'): Promise<void> {
  const answer = await fetch(url + path, { method: 'POST', body, headers: { 'content-type': type, origin: 'https://x.test' } });
  if (!answer.ok) throw new Error(`expected ${path} to take it, got ${answer.status} ${await answer.text()}`);
}

async function overGrpc(body: Buffer): Promise<void> {
  const client = new Client(`127.0.0.1:${grpc}`, credentials.createInsecure());
  const asIs = (bytes: Buffer): Buffer => bytes;
  const path = '/opentelemetry.proto.collector.logs.v1.LogsService/Export';
  await new Promise<void>((resolve, reject) => {
    client.makeUnaryRequest(path, asIs, asIs, body, new Metadata(), (error) => (error === null ? resolve() : reject(error)));
  }).finally(() => client.close());
}

function syslogLines(person: Person): string[] {
  const [first = '', ...others] = ecsLines(person, AT);
  return [
    `<38>1 ${ISO} ${person.host} sshd 77 - - Accepted password for ${person.name} from ${person.v4} port 22 ssh2`,
    `<38>1 ${ISO} ${person.host} sshd 77 - - ${sentence(person)}`,
    `<14>1 ${ISO} ${person.host} app 1 - [who@1 user="${person.name}" mail="${person.mail}"] ${first}`,
    ...others.map((line) => `<14>1 ${ISO} ${person.host} app 1 - - ${line}`),
    `no priority at all: ${sentence(person)}`,
  ];
}

async function overTcp(lines: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(`${lines.join('\n')}\n`));
    socket.on('close', () => resolve()).on('error', reject);
  });
}

async function overUdp(lines: readonly string[]): Promise<void> {
  const socket = createSocket('udp4');
  for (const line of lines) await new Promise<void>((resolve, reject) => socket.send(line, port, '127.0.0.1', (error) => (error ? reject(error) : resolve())));
  await new Promise<void>((resolve) => socket.close(() => resolve()));
}

function faroBody(person: Person): string {
  const words = hostless(person);
  const user = {
    id: person.name,
    username: person.name,
    email: person.mail,
    fullName: `${person.first} ${person.last}`,
    attributes: { host: person.host, ip: person.v6 },
  };
  const meta = { app: { name: 'portal' }, user, session: { id: `s-${person.name}` }, page: { url: address(person) }, browser: { userAgent: agent(person) } };
  const events = [{ name: 'opened', timestamp: ISO, attributes: { note: words, host: person.host, to: address(person) } }];
  const exceptions = [{ type: 'Error', value: words, timestamp: ISO }];
  return JSON.stringify({ meta, events, exceptions, logs: [{ message: words, level: 'info', timestamp: ISO }] });
}

async function imported(): Promise<void> {
  const files: Readonly<Record<string, string | Buffer>> = {
    'a.ndjson': asText('import'),
    'b.ndjson.gz': gzipSync(asText('gzip')),
    'c.zip': makeZip([{ name: 'c.ndjson', content: Buffer.from(asText('zip')) }]),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, 'in', name), content);
  await collector.import([join(root, 'in')], { source: 'ecs' });
  const { name, mail, first, last, v4, v6, host } = of('csv');
  const mapping = 'source: transactions\nfields: { time: when, amount: amount, currency: { value: EUR }, user: who, counterparty: mail }\n';
  writeFileSync(join(root, 'mapping.yaml'), mapping);
  const rows = [`${ISO},12.50,${name},${mail},${first} ${last},${v4},${v6},${host},"${sentence(of('csv'))}"`, `never,x,${name},${mail},,${v4},${v6},${host},`];
  writeFileSync(join(root, 'rows.csv'), `when,amount,who,mail,full name,ip,ip six,workstation,note\n${rows.join('\n')}\n`);
  await collector.import([join(root, 'rows.csv')], { mapping: join(root, 'mapping.yaml') });
}

async function sendAll(): Promise<void> {
  await post('/v1/logs', encodeLogs([logOf(of('http')), badLogOf(of('http'))], [text('host.name', of('http').host)]), 'application/x-protobuf');
  await post('/v1/logs', JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [logOf(of('json')), badLogOf(of('json'))] }] }] }));
  await overGrpc(encodeLogs([logOf(of('grpc')), badLogOf(of('grpc'))], [text('host.name', of('grpc').host)]));
  await post('/v1/traces', encodeSpans([spanOf(of('spans'))], [text('host.name', of('spans').host)]), 'application/x-protobuf');
  await post('/v1/sources/ecs', asText('webhook'), 'application/x-ndjson');
  await overTcp(syslogLines(of('tcp')));
  await overUdp(syslogLines(of('udp')));
  await post('/v1/faro', faroBody(of('faro')));
  await post('/v1/faro', `{"meta": ${sentence(of('faro'))}`);
}

async function events(): Promise<string> {
  await collector.flush();
  return JSON.stringify(await store.events.find({ from: 0, to: NOW + 1e9, limit: 10_000 })).toLowerCase();
}

/** The ways whose person is in what is stored, by a token. */
function arrivedIn(stored: string): string[] {
  return WAYS.filter((way) => [of(way).name, of(way).mail].some((name) => stored.includes(pseudonyms.tokens.of('user', name))));
}

function bytes(): Map<string, string> {
  const files = readdirSync(data, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'latin1').toLowerCase()]));
}

/** All that is durable, and all that may be asked for over HTTP. */
async function everything(): Promise<Map<string, string>> {
  const texts = bytes();
  texts.set('events', await events());
  for (const page of ['metrics', 'status']) texts.set(page, (await (await fetch(`${url}/${page}`)).text()).toLowerCase());
  return texts;
}

test('whichever way somebody comes, name, mail, addresses, host and full name are nowhere in clear', async () => {
  const said: string[] = [];
  for (const stream of [process.stdout, process.stderr]) jest.spyOn(stream, 'write').mockImplementation((chunk) => said.push(String(chunk)) > 0);
  await sendAll();
  const wal = (): string => [...bytes()].flatMap(([path, content]) => (path.startsWith(join(data, 'wal')) ? [content] : [])).join('');
  const live = WAYS.filter((way) => !IMPORTED.includes(way));
  await until(() => arrivedIn(wal()).length === live.length);
  const logged = wal();
  deliver();
  await imported();
  await until(() => readdirSync(join(data, 'cursors')).length >= 2);
  const all = await everything();
  all.set('write-ahead log', logged);
  await collector.stop();
  for (const [path, content] of bytes()) all.set(path, content);
  all.set('log', said.join('').toLowerCase());
  jest.restoreAllMocks();
  const leaks = [...all].flatMap(([where, content]) =>
    [...content.matchAll(RAW)].map(({ 0: found, index }) => `${found} in ${where}: ${content.slice(Math.max(0, index - 120), index + 80)}`)
  );
  expect(leaks.slice(0, 20)).toEqual([]);
  expect(arrivedIn(all.get('events') ?? '')).toEqual(WAYS);
  expect(Object.values(collector.status().deadLettered).reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(WAYS.length - 2);
});
