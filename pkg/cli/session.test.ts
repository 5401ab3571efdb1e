import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { HabitusError } from '../errors';
import { runProgram } from './program';
import { Session } from './session';

/** What a command says whose data directory was never made, and whether it went on to open one. */
async function inEmptyFolder(env: Record<string, string>): Promise<{ err: string; opened: boolean }> {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-session-'));
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let opened = false;
  const open = (): never => {
    opened = true;
    throw new HabitusError('HAB-STORE-003', 'nobody', 'Elasticsearch to answer');
  };
  try {
    await runProgram(
      ['backfill', '--data-dir', join(dir, 'none')],
      new Session({ stdin: new PassThrough(), stdout, stderr, env }, new AbortController(), open)
    );
    return { err: String(stderr.read() ?? ''), opened };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

test('without a data directory there are no events: the command says so and makes none', async () => {
  const { err, opened } = await inEmptyFolder({});
  expect(err).toMatch(/^HAB-CLI-005/);
  expect(opened).toBe(false);
});

test('where the events lie in a cluster, a machine needs no data directory before its first command', async () => {
  const { err, opened } = await inEmptyFolder({ HABITUS_STORE: 'elasticsearch', HABITUS_ELASTICSEARCH_URL: 'http://127.0.0.1:9' });
  expect(err).toMatch(/^HAB-STORE-003/);
  expect(opened).toBe(true);
});
