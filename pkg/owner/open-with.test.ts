import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWith } from './open-with';
import { readOwner } from './owner-file';
import { runRequest } from './run-request';
import { RecordedIo, recordingParts } from './testing/doubles';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'habitus-owner-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('opens in order, closes last first, each once', async () => {
  const log: string[] = [];
  const habitus = await openWith(recordingParts(log), { dataDir: join(root, 'd') });
  expect(log.splice(0)).toEqual(['features', 'store', 'guard', 'engine', 'collector']);
  await Promise.all([habitus.close(), habitus.close()]);
  expect(log).toEqual(['collector stopped', 'engine stopped', 'store closed']);
});

test('a data directory is for its user only, and says which schema it has', async () => {
  const dataDir = join(root, 'd');
  mkdirSync(dataDir, { mode: 0o755 });
  const habitus = await openWith(recordingParts([]), { dataDir });
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(statSync(readOwner(dataDir)!.socket).mode & 0o777).toBe(0o600);
  await habitus.close();
  expect(existsSync(join(dataDir, 'control.sock'))).toBe(false);
  expect(readOwner(dataDir)).toBeUndefined();
});

test('a second owner is refused and told who the first is; the first goes on', async () => {
  const options = { dataDir: join(root, 'd') };
  const log: string[] = [];
  const first = await openWith(recordingParts(log), options);
  await expect(openWith(recordingParts([]), options)).rejects.toMatchObject({
    code: 'HAB-STORE-001',
    message: expect.stringContaining(`process ${process.pid}`),
  });
  expect(log).not.toContain('store closed');
  expect(existsSync(first.dataDir)).toBe(true);
  await first.close();
  await (await openWith(recordingParts([]), options)).close();
});

test('what was opened is closed again when a later step fails, and the directory is free', async () => {
  const log: string[] = [];
  const parts = { ...recordingParts(log), collector: () => Promise.reject(new Error('no disk')) };
  await expect(openWith(parts, { dataDir: join(root, 'd') })).rejects.toThrow('no disk');
  expect(log.slice(-2)).toEqual(['engine stopped', 'store closed']);
  await (await openWith(recordingParts([]), { dataDir: join(root, 'd') })).close();
});

test('one part that cannot be closed does not keep the others open', async () => {
  const log: string[] = [];
  const parts = recordingParts(log, { engine: { stop: () => Promise.reject(new Error('stuck')) } });
  const habitus = await openWith(parts, { dataDir: join(root, 'd') });
  await expect(habitus.close()).rejects.toThrow('stuck');
  expect(log).toContain('store closed');
  await (await openWith(recordingParts([]), { dataDir: join(root, 'd') })).close();
});

test('a folder of somebody else is left alone', async () => {
  writeFileSync(join(root, 'thesis.doc'), '');
  await expect(openWith(recordingParts([]), { dataDir: root })).rejects.toMatchObject({ code: 'HAB-STORE-005' });
  expect(existsSync(join(root, 'habitus.json'))).toBe(false);
});

test.each(['{"schema":2}', 'not json'])('a directory of another version is refused: %s', async (text) => {
  writeFileSync(join(root, 'habitus.json'), text);
  await expect(openWith(recordingParts([]), { dataDir: root })).rejects.toMatchObject({ code: 'HAB-STORE-002' });
});

test('a path too long for a socket still gets one, outside, that only its user may reach', async () => {
  const dataDir = join(root, 'x'.repeat(120));
  const habitus = await openWith(recordingParts([]), { dataDir });
  const { socket } = readOwner(dataDir)!;
  expect(Buffer.byteLength(socket)).toBeLessThan(104);
  expect(statSync(join(socket, '..')).mode & 0o777).toBe(0o700);
  await habitus.close();
  expect(existsSync(socket)).toBe(false);
});

test.each(['', 'Default', '../etc', 'a b'])('a namespace that is no file name is refused: %j', async (namespace) => {
  await expect(openWith(recordingParts([]), { dataDir: join(root, 'd'), namespace })).rejects.toMatchObject({ code: 'HAB-CONF-001' });
});

test('a client that is configured for a cluster is refused by an owner of another store; one without settings is not', async () => {
  const habitus = await openWith(recordingParts([]), { dataDir: join(root, 'd') });
  const io = new RecordedIo();
  const request = { schema: 1, command: 'nothing', args: {}, json: false, terminal: io.terminal, namespace: 'default', features: [] } as const;
  await runRequest(habitus, [], { ...request, store: 'elasticsearch at https://a:9200' }, io);
  expect(io.stderr).toMatch(/^HAB-STORE-001: expected store elasticsearch at https:\/\/a:9200, got a running owner of store duckdb/);
  const other = new RecordedIo();
  await runRequest(habitus, [], request, other);
  expect(other.stderr).toMatch(/^HAB-CLI-001/);
  await habitus.close();
});
