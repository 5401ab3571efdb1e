import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Unresolved, UNRESOLVED_FILE } from '../../../collector/enrich/directory/unresolved';
import { runProgram } from '../program';
import { Session } from '../session';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-cli-directory-'));
  writeFileSync(join(dir, 'people.csv'), 'id,names\nada,ada@acme.com|ops\ngrace,ops\n');
  writeFileSync(join(dir, 'collector.yaml'), 'directory: { file: people.csv, domains: [acme.com] }\n');
});
afterEach(() => rmSync(dir, { recursive: true }));

async function call(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const never = (): never => {
    throw new Error('no data directory is opened by these');
  };
  const env = { HABITUS_COLLECTOR: join(dir, 'collector.yaml'), HABITUS_DATA_DIR: dir };
  const code = await runProgram(['directory', ...args], new Session({ stdin: new PassThrough(), stdout, stderr, env }, new AbortController(), never));
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

test('check tells how many there are, and which names are shared', async () => {
  expect(await call('check')).toEqual({ code: 0, out: '2 people\nops: shared by several, resolved to nobody\n', err: '' });
  expect(JSON.parse((await call('check', '--json')).out)).toEqual({ people: 2, shared: ['ops'] });
});

test('check of names tells whose they are, and ends in 1 for one that is nobody', async () => {
  expect(await call('check', 'ADA')).toMatchObject({ code: 0, out: 'ADA: ada\n' });
  expect(await call('check', 'ada', 'ops', 'eve')).toMatchObject({ code: 1, out: 'ada: ada\nops: shared\neve: unknown\n' });
  expect(JSON.parse((await call('check', 'ops', '--json')).out)).toEqual({ name: 'ops', unresolved: 'shared' });
});

test('unresolved names are shown, the most events first', async () => {
  expect((await call('unresolved')).out).toBe('No names are unresolved.\n');
  const names = new Unresolved(join(dir, UNRESOLVED_FILE), () => 0);
  for (const name of ['eve', 'ops', 'ops']) names.add(name, name === 'ops' ? 'shared' : 'unknown', 'sshd');
  names.close();
  expect((await call('unresolved')).out).toBe('ops  shared  2 events, first of sshd\neve  unknown  1 events, first of sshd\n');
  expect(JSON.parse((await call('unresolved', '--json')).out.split('\n')[0] ?? '')).toEqual({
    name: 'ops',
    reason: 'shared',
    events: 2,
    source: 'sshd',
    last: '1970-01-01T00:00:00.000Z',
  });
});

test('without a list the command says what is missing', async () => {
  writeFileSync(join(dir, 'collector.yaml'), 'tail: []\n');
  expect(await call('check')).toMatchObject({ err: expect.stringContaining('HAB-CONF-001: expected `directory` in') as string });
  expect(await call('check', '--collector', join(dir, 'none.yaml'))).toMatchObject({ err: expect.stringContaining('HAB-CLI-002') as string });
});
