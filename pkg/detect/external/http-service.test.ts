import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpService } from './http-service';

let answer: (request: IncomingMessage, response: ServerResponse) => void;
const seen: (string | undefined)[] = [];
const server = createServer((request, response) => {
  seen.push(request.headers.authorization);
  request.resume();
  answer(request, response);
});
const dir = mkdtempSync(join(tmpdir(), 'habitus-http-service-'));
const tokenFile = join(dir, 'token');
let url: string;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true });
});
beforeEach(() => {
  seen.length = 0;
  answer = (_, response) => void response.end('{}');
});

async function ask(service: HttpService, most = 100): Promise<string> {
  return await service.ask('{"request":1}', most, new AbortController().signal);
}

test('a token is read at each request, and never said', async () => {
  const service = new HttpService({ url, tokenFile });
  writeFileSync(tokenFile, 'first\nanother line');
  expect(await ask(service)).toBe('{}');
  writeFileSync(tokenFile, ' second \n');
  await ask(service);
  expect(seen).toEqual(['Bearer first', 'Bearer second']);
  writeFileSync(tokenFile, 'two words');
  await expect(ask(service)).rejects.toThrow(/^HAB-DETECT-003: expected a token of printable ASCII/);
  await expect(ask(service)).rejects.not.toThrow('two words');
  await expect(ask(new HttpService({ url, tokenFile: join(dir, 'nowhere') }))).rejects.toThrow('ENOENT');
  expect(seen).toHaveLength(2);
});

test.each([
  [302, 'HAB-DETECT-003'],
  [404, 'HAB-DETECT-003'],
  [429, 'HAB-DETECT-001'],
  [500, 'HAB-DETECT-001'],
])('status %i is %s, and a redirect is not followed', async (status, code) => {
  answer = (_, response) => void response.writeHead(status, { location: '/elsewhere' }).end('secret words');
  await expect(ask(new HttpService({ url }))).rejects.toThrow(new RegExp(`^${code}: .*status ${status}`));
  expect(seen).toEqual([undefined]);
});

test('of an answer that is too long no more is read than shows it', async () => {
  answer = (_, response) => void response.end('x'.repeat(5_000_000));
  expect(await ask(new HttpService({ url }), 100)).toHaveLength(101);
});
