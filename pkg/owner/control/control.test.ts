import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../command';
import { writeOwner } from '../owner-file';
import { RecordedIo } from '../testing/doubles';
import { connectToOwner, runThroughOwner } from './client';
import type { ControlRequest } from './request';
import { listenForCommands, type ControlServer, type RunRequest } from './server';

let dir: string;
let server: ControlServer | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-control-'));
});
afterEach(async () => {
  await server?.close();
  rmSync(dir, { recursive: true, force: true });
});

const REQUEST: ControlRequest = {
  schema: 1,
  command: 'verify',
  args: { ids: 'all' },
  json: true,
  terminal: { interactive: false, colour: false, columns: 80 },
  namespace: 'default',
  features: [],
};

async function serve(run: RunRequest): Promise<void> {
  server = await listenForCommands(dir, run);
  writeOwner(dir, { pid: process.pid, since: '', socket: server.socket });
}

async function ask(io = new RecordedIo(), request = REQUEST): Promise<{ code: number; io: RecordedIo }> {
  return { code: await runThroughOwner((await connectToOwner(dir))!, request, io), io };
}

test('the request arrives whole; stdout, stderr and exit code come back apart', async () => {
  const asked: ControlRequest[] = [];
  await serve(async (request, io) => {
    asked.push(request);
    await io.out('one\n');
    io.err('half\n');
    await io.out('two\n');
    return EXIT.foundWrong;
  });
  const { code, io } = await ask();
  expect(asked).toEqual([REQUEST]);
  expect([code, io.stdout, io.stderr]).toEqual([EXIT.foundWrong, 'one\ntwo\n', 'half\n']);
});

test('megabytes come through in order, also to several clients at once', async () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `${i} ${'x'.repeat(100)}\n`);
  await serve(async (_request, io) => {
    for (const line of lines) await io.out(line);
    return EXIT.done;
  });
  const all = await Promise.all([ask(), ask(), ask()]);
  for (const { code, io } of all) {
    expect(code).toBe(EXIT.done);
    expect(io.stdout === lines.join('')).toBe(true);
  }
});

test('^C at the client ends the command at the owner', async () => {
  const io = new RecordedIo();
  await serve(async (_request, { out, signal }) => {
    await out('working\n');
    io.stop.abort();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return EXIT.interrupted;
  });
  expect((await ask(io)).code).toBe(EXIT.interrupted);
});

test('a client that goes away ends its command', async () => {
  let aborted = false;
  let started: () => void;
  const running = new Promise<void>((resolve) => (started = resolve));
  await serve(async (_request, { signal }) => {
    started();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    aborted = true;
    return EXIT.interrupted;
  });
  const socket = (await connectToOwner(dir))!;
  void runThroughOwner(socket, REQUEST, new RecordedIo());
  await running;
  socket.destroy();
  await server!.close();
  expect(aborted).toBe(true);
});

test('an owner that stops while it works is no success', async () => {
  await serve(async (_request, { signal }) => {
    setTimeout(() => void server!.close(), 5);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return EXIT.interrupted;
  });
  expect((await ask()).code).not.toBe(EXIT.done);
});

test('nobody answers: no owner, a dead owner, a file that says nothing', async () => {
  expect(await connectToOwner(dir)).toBeUndefined();
  writeOwner(dir, { pid: 1, since: '', socket: join(dir, 'control.sock') });
  expect(await connectToOwner(dir)).toBeUndefined();
  writeFileSync(join(dir, 'owner.json'), '{');
  expect(await connectToOwner(dir)).toBeUndefined();
});

test('noise on the socket hangs up and hurts nobody else', async () => {
  await serve(() => Promise.resolve(EXIT.done));
  const noise = connect(server!.socket);
  noise.write(Buffer.from([1, 0xff, 0xff, 0xff, 0xff, 0]));
  await new Promise((resolve) => noise.once('close', resolve));
  const garbled = connect(server!.socket);
  garbled.write(Buffer.from([1, 0, 0, 0, 1, 0x7b]));
  await new Promise((resolve) => garbled.once('close', resolve));
  expect((await ask()).code).toBe(EXIT.done);
});
