import { buildSync } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from './lock';
import { writeOwner } from './owner-file';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Another process that holds the lock until it is ended. */
async function otherOwner(): Promise<ChildProcess> {
  const script = join(dir, 'owner.cjs');
  const hold = `import { takeLock } from ${JSON.stringify(join(__dirname, 'lock'))};
    void takeLock(process.argv[2]!).then(() => { process.stdout.write('held'); setInterval(() => undefined, 1000); });`;
  buildSync({ stdin: { contents: hold, loader: 'ts', resolveDir: __dirname }, bundle: true, platform: 'node', format: 'cjs', outfile: script });
  const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout!, 'data');
  return child;
}

test('another process is kept out, and let in once the first was killed outright', async () => {
  const owner = await otherOwner();
  writeOwner(dir, { pid: owner.pid!, since: '2026-01-01T00:00:00.000Z', socket: '/nowhere' });
  await expect(takeLock(dir)).rejects.toMatchObject({ code: 'HAB-STORE-001', message: expect.stringContaining(`process ${owner.pid}`) });
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  const lock = await takeLock(dir);
  await expect(takeLock(dir)).rejects.toMatchObject({ code: 'HAB-STORE-001' });
  lock.release();
  lock.release();
  (await takeLock(dir)).release();
});
