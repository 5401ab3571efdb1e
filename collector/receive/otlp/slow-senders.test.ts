import { connect, type AddressInfo, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { DeadLetters } from '../../deliver/dead-letters';
import { openIntake, type OpenIntake, until } from '../../testing/open-intake';
import { encodeLogs, text } from '../../testing/otlp-oracle';
import { Tally } from '../../tally';
import { addWebhooks } from '../webhook/webhooks';
import { closeServer } from './close-server';
import { OtlpIntake } from './intake';
import { MOST_BYTES } from './limits';
import { startOtlpServer } from './server';

const NOW = Date.UTC(2026, 10, 24, 12);
const LOGS = encodeLogs([{ timeUnixNano: `${NOW}000000`, eventName: 'login', attributes: [text('user.id', 'ada')] }]);

let at: OpenIntake;
let server: FastifyInstance;
let port: number;
let sockets: Socket[] = [];
async function open(limits: Parameters<typeof startOtlpServer>[1]['limits']): Promise<void> {
  at = await openIntake(() => NOW);
  const intake = new OtlpIntake(
    at.log,
    new DeadLetters(`${at.dir}/letters`),
    new Tally(),
    () => NOW,
    () => undefined
  );
  const more = (http: FastifyInstance): void => addWebhooks(http, { intake: at.intake, webhooks: [], clock: () => NOW });
  server = await startOtlpServer(intake, { host: '127.0.0.1', port: 0, more, ...(limits && { limits }) });
  ({ port } = server.server.address() as AddressInfo);
}
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await server.close();
  await at.close();
});

/** A connection that sends this and no more. @returns what came back, and whether it is still open */
function sends(...parts: (string | Buffer)[]): { readonly socket: Socket; answer: string; open: boolean } {
  const state = { socket: connect(port, '127.0.0.1'), answer: '', open: true };
  state.socket.on('data', (chunk) => (state.answer += chunk.toString('latin1'))).on('error', () => undefined);
  state.socket.once('close', () => (state.open = false));
  for (const part of parts) state.socket.write(part);
  sockets.push(state.socket);
  return state;
}
const logs = async (): Promise<number> =>
  (await fetch(`http://127.0.0.1:${port}/v1/logs`, { method: 'POST', body: LOGS, headers: { 'content-type': 'application/x-protobuf' } })).status;
const head = (path: string, length: number): string =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: ${length}\r\n\r\n`;

test.each([
  ['headers that never end', 'POST /v1/logs HTTP/1.1\r\nHost: x\r\nX-One: '],
  ['a body that never ends', `${head('/v1/logs', 1_000)}abc`],
  ['a webhook that never ends', `${head('/v1/sources/okta', 1_000)}{`],
])('%s: the sender is sent away, others are heard meanwhile', async (_what, sent) => {
  await open({ headersMs: 300, requestMs: 400 });
  const slow = Array.from({ length: 20 }, () => sends(sent));
  expect(await logs()).toBe(200);
  await until(() => slow.every(({ open: still }) => !still));
  expect(slow.every(({ answer }) => answer === '' || answer.includes(' 408 ') || answer.includes(' 400 '))).toBe(true);
});

test('what senders only announce takes nobody the room', async () => {
  await open(undefined);
  const slow = Array.from({ length: 12 }, () => sends(head('/v1/logs', MOST_BYTES), 'x'));
  await until(() => slow.every(({ socket }) => socket.bytesWritten > 0));
  expect(await logs()).toBe(200);
});

test('who need not say who he is can fill only room of his own: the next webhook is told to come again, OTLP is taken', async () => {
  await open(undefined);
  const half = Buffer.alloc(MOST_BYTES - 1024);
  const full = [0, 1].map(() => sends(head('/v1/sources/okta', MOST_BYTES), half));
  await until(() => full.every(({ socket }) => socket.bytesWritten > half.length && socket.writableLength === 0));
  const webhook = async (): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}/v1/sources/okta`, { method: 'POST', body: Buffer.alloc(8_192, ' ') })).status;
  let answer = 0;
  for (let tries = 0; tries < 200 && answer !== 503; tries++) answer = await webhook();
  expect([answer, await logs()]).toEqual([503, 200]);
  for (const { socket } of full) socket.destroy();
  for (let tries = 0; tries < 200 && answer === 503; tries++) answer = await webhook();
  expect(answer).not.toBe(503);
});

test('a request that has begun when the server ends is answered, one that goes on for ever is cut', async () => {
  await open(undefined);
  const begun = sends(head('/v1/logs', LOGS.length), LOGS.subarray(0, 10));
  const slow = sends(head('/v1/logs', 1_000), 'x');
  await until(() => [begun, slow].every(({ socket }) => !socket.connecting && socket.writableLength === 0));
  expect(await logs()).toBe(200);
  const began = performance.now();
  const closed = closeServer(server, 600);
  begun.socket.write(LOGS.subarray(10));
  await until(() => begun.answer.includes(' 200 '));
  await closed;
  expect([slow.answer, performance.now() - began < 3_000]).toEqual(['', true]);
});

test('headers of more than 16 KiB and more connections than allowed are refused', async () => {
  await open({ connections: 5 });
  const large = sends(`POST /v1/logs HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`);
  await until(() => !large.open);
  expect(large.answer).toContain(' 431 ');
  const many = Array.from({ length: 8 }, () => sends(''));
  await until(() => many.filter(({ open: still }) => !still).length >= 3);
});
