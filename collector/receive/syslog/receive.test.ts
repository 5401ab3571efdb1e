import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { makeCertificate } from '../../testing/certificate';
import { openIntake, until, type OpenIntake } from '../../testing/open-intake';
import { networks } from '../loopback';
import type { Receiver } from '../receiver';
import { SyslogDatagrams } from './datagrams';
import { SyslogStream, type StreamOptions } from './stream';

const NOW = Date.UTC(2026, 10, 24, 12);
const HERE = { host: '127.0.0.1', port: 0 };
let at: OpenIntake;
let receivers: Receiver[];

beforeEach(async () => {
  at = await openIntake(() => NOW);
  receivers = [];
});
afterEach(async () => {
  for (const receiver of receivers) {
    await receiver.stop();
    await receiver.stop();
  }
  await at.close();
});

async function started<T extends Receiver>(receiver: T): Promise<T> {
  receivers.push(receiver);
  await receiver.start();
  return receiver;
}

const stream = (options: Partial<StreamOptions> = {}): Promise<SyslogStream> =>
  started(new SyslogStream(at.intake, { ...HERE, place: 'syslog tcp', ...options }));
const signIn = (user: string): string => `<38>Nov 24 11:59:00 web1 sshd[77]: Accepted password for ${user} from 10.0.0.9 port 22 ssh2`;
const fresh = (user: string): string => `<38>1 2026-11-24T11:59:00.5Z web2 sshd 77 - - Failed password for ${user} from 10.0.0.8 port 22 ssh2`;
const counted = (message: string): string => `${Buffer.byteLength(message)} ${message}`;
const users = (): unknown[] => at.events().map((event) => event['user.name']);

async function send(socket: Socket, text: string): Promise<void> {
  await new Promise<void>((resolve) => socket.end(text, () => resolve()));
}

test('TCP: RFC 3164 with line breaks and RFC 5424 with counts, of one sender, in the log with their own time', async () => {
  const { port } = await stream();
  await send(connect(port, '127.0.0.1'), `${signIn('ada')}\n${counted(fresh('bo'))}${counted(fresh('cy'))}${signIn('ada')}\n`);
  await until(() => at.events().length === 4);
  expect(users()).toEqual(['ada', 'bo', 'cy', 'ada']);
  expect(at.events()[0]).toMatchObject({ '@timestamp': '2026-11-24T11:59:00.000Z', 'host.name': 'web1', 'event.outcome': 'success', 'habitus.source': 'sshd' });
  expect(at.events()[1]).toMatchObject({ '@timestamp': '2026-11-24T11:59:00.500Z', 'host.name': 'web2', 'event.outcome': 'failure' });
  expect(new Set(at.events().map((event) => event['habitus.id'])).size).toBe(4);
});

test('an access line and an ECS document inside of syslog are read by their own source; a zone is taken for lines without', async () => {
  const { port } = await stream({ zone: 'Europe/Vienna' });
  const lines = [
    '<190>Nov 24 11:59:00 web1 nginx: 10.0.0.9 - ada [24/Nov/2026:11:59:00 +0000] "GET /a HTTP/1.1" 200 5 "-" "curl/8"',
    '<14>1 2026-11-24T11:00:00Z web1 app 1 - - {"@timestamp":"2026-11-24T11:00:00Z","user":{"name":"bo"}}',
    signIn('cy'),
  ];
  await send(connect(port, '127.0.0.1'), `${lines.join('\n')}\n`);
  await until(() => at.events().length === 3);
  expect(at.events().map((event) => [event['habitus.source'], event['user.name'], event['@timestamp']])).toEqual([
    ['web-access', 'ada', '2026-11-24T11:59:00.000Z'],
    ['ecs', 'bo', '2026-11-24T11:00:00.000Z'],
    ['sshd', 'cy', '2026-11-24T10:59:00.000Z'],
  ]);
});

test('of a program that no source knows the first message is kept and the others are counted; too long a message is kept by its head', async () => {
  const { port } = await stream();
  const odd = '<30>Nov 24 11:59:00 web1 gizmo[1]: whirr\n';
  await send(connect(port, '127.0.0.1'), `${odd.repeat(3)}<30>${'x'.repeat(300_000)}\n${signIn('ada')}\n`);
  await until(() => at.events().length === 1 && at.letters().length === 2);
  expect(at.letters().map(({ code, place }) => [code, place])).toEqual([
    ['HAB-PARSE-003', 'syslog tcp from 127.0.0.1'],
    ['HAB-PARSE-004', 'syslog tcp from 127.0.0.1'],
  ]);
  expect(at.tally.report).toMatchObject({ received: 4, dropped: { 'unknown-program': 2 }, deadLettered: { 'HAB-PARSE-003': 1, 'HAB-PARSE-004': 1 } });
});

test('UDP: a datagram is a message', async () => {
  const { port } = await started(new SyslogDatagrams(at.intake, { ...HERE, place: 'syslog udp' }));
  const socket = createSocket('udp4');
  for (const user of ['ada', 'bo']) await new Promise((resolve) => socket.send(`${signIn(user)}\n`, port, '127.0.0.1', resolve));
  socket.close();
  await until(() => at.events().length === 2);
  expect(users().sort()).toEqual(['ada', 'bo']);
});

test('senders outside of the networks named are not heard', async () => {
  const allow = networks(['10.0.0.0/8', 'fd00::/8']);
  const { port } = await stream({ ...(allow && { allow }) });
  const socket = connect(port, '127.0.0.1');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined).write(`${signIn('ada')}\n`);
  await closed;
  expect(at.events()).toEqual([]);
});

test('TLS: with an authority named, only senders with its certificate are heard', async () => {
  const authority = makeCertificate('Habitus tests');
  const server = makeCertificate('localhost', authority);
  const sender = makeCertificate('sender', authority);
  const stranger = makeCertificate('stranger');
  const { port } = await stream({ place: 'syslog tls', tls: { cert: server.cert, key: server.key, ca: authority.cert } });
  const open = (own?: { cert: Buffer; key: Buffer }): Socket =>
    connectTls({ port, host: '127.0.0.1', servername: 'localhost', ca: authority.cert, ...(own && { cert: own.cert, key: own.key }) });
  for (const own of [undefined, stranger]) {
    const refused = open(own)
      .on('error', () => undefined)
      .resume();
    const ended = new Promise((resolve) => refused.once('close', resolve));
    refused.write(`${signIn('eve')}\n`);
    await ended;
  }
  await send(open(sender), counted(signIn('ada')));
  await until(() => at.events().length === 1);
  expect(users()).toEqual(['ada']);
});

test('a log without room holds the sender up, and all arrives once there is room', async () => {
  await at.close();
  at = await openIntake(() => NOW, 4_000_000);
  const { port } = await stream();
  const socket = connect(port, '127.0.0.1');
  const sent = send(socket, Array.from({ length: 15_000 }, (_, index) => `${signIn(`u${index}`)}\n`).join(''));
  let seen: string[] = [];
  for (let round = 0; round < 100 && seen.length < 15_000; round++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const segment = await at.log.rotate();
    if (segment === undefined) continue;
    seen = [...seen, ...at.events().map((event) => String(event['user.name']))];
    await at.log.forget(segment, at.log.bytes);
  }
  await sent;
  expect(new Set(seen).size).toBe(15_000);
  expect(at.tally.report.dropped).toEqual({});
});
