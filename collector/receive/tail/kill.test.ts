import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { seededRandom } from '../../../pkg/maths';

const ROUNDS = 8;
const SEED = 31;

/** Every acknowledged line of the log: which id it got. */
function idsByUser(wal: string): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  for (const name of readdirSync(wal).sort()) {
    for (const line of readFileSync(join(wal, name), 'utf8').split('\n').slice(0, -1)) {
      if (line.startsWith('{"habitus.wal"')) continue;
      const event = JSON.parse(line) as Record<string, string>;
      const user = event['user.name'] ?? '';
      ids.set(user, (ids.get(user) ?? new Set()).add(event['habitus.id'] ?? ''));
    }
  }
  return ids;
}

/** A writer with its log files, which rotates now and then in both ways, and a tail that is killed at random moments, also between the two. */
test(`killed ${ROUNDS} times while files grow and rotate: no line is lost, and each has one id (seed ${SEED})`, async () => {
  const random = seededRandom(SEED);
  const dir = mkdtempSync(join(tmpdir(), 'habitus-kill-'));
  const logs = join(dir, 'logs');
  mkdirSync(logs);
  const outfile = join(__dirname, '../../../node_modules/.cache/tail-process.js');
  buildSync({
    entryPoints: [join(__dirname, '../../testing/tail-process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  const start = async (): Promise<ChildProcess> => {
    const child = fork(outfile, [dir, join(logs, '*.log')]);
    await once(child, 'message');
    return child;
  };
  let written = 0;
  const write = (path: string, count: number): void => {
    const lines = Array.from({ length: count }, () => `{"@timestamp":"2026-03-01T11:00:00Z","user":{"name":"u${written++}"},"message":"${'x'.repeat(40)}"}\n`);
    appendFileSync(path, lines.join(''));
  };
  const rotate = (path: string, how: number): void => {
    const to = `${path}.${written}`;
    if (how < 0.5) renameSync(path, to);
    else {
      copyFileSync(path, to);
      truncateSync(path);
    }
  };

  for (let round = 0; round < ROUNDS; round++) {
    const child = await start();
    const killed = once(child, 'exit');
    const until = Date.now() + 50 + random() * 300;
    while (Date.now() < until) {
      const path = join(logs, random() < 0.5 ? 'a.log' : 'b.log');
      write(path, 1 + Math.floor(random() * 400));
      if (random() < 0.15 && statSync(path).size > 1024) rotate(path, random());
      await sleep(random() * 20);
    }
    child.kill('SIGKILL');
    await killed;
    write(join(logs, 'a.log'), 100);
    if (random() < 0.5) rotate(join(logs, 'a.log'), random());
    write(join(logs, 'a.log'), 100);
  }
  const child = await start();
  const wal = join(dir, 'wal');
  for (let tries = 0; tries < 100 && idsByUser(wal).size < written; tries++) await sleep(50);
  child.kill('SIGKILL');
  const ids = idsByUser(wal);
  expect(written).toBeGreaterThan(ROUNDS * 200);
  expect(written - ids.size).toBe(0);
  expect([...ids].filter(([, of]) => of.size !== 1)).toEqual([]);
  rmSync(dir, { recursive: true });
});
