import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PseudonymOptions } from '../identity';
import type { Habitus } from './habitus';
import { openHabitus } from './open';
import { runRequest } from './run-request';
import { RecordedIo } from './testing/doubles';

let root: string;
let opened: Habitus[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'habitus-pseudonyms-'));
  opened = [];
});
afterEach(async () => {
  for (const one of opened) await one.close();
  rmSync(root, { recursive: true, force: true });
});

async function open(pseudonyms?: PseudonymOptions, namespace = 'default', name = 'd'): Promise<Habitus> {
  const habitus = await openHabitus({ dataDir: join(root, name), namespace, ...(pseudonyms && { pseudonyms }) });
  opened.push(habitus);
  return habitus;
}

async function importOne(habitus: Habitus, user = 'ada'): Promise<void> {
  writeFileSync(join(root, 'one.ndjson'), `{"@timestamp":"2026-03-01T11:00:00Z","user":{"name":"${user}"},"source":{"ip":"10.1.2.3"}}\n`);
  await habitus.collector.import([join(root, 'one.ndjson')], { source: 'ecs' });
}

async function userOf(habitus: Habitus): Promise<string> {
  const [event] = await habitus.store.events.find({ from: 0, to: Date.now(), limit: 1 });
  return (event as unknown as { user: { name: string } }).user.name;
}

async function call(habitus: Habitus, command: string, args: object): Promise<{ code: number; out: string; err: string }> {
  const io = new RecordedIo(true);
  const request = { schema: 1, command, args, json: true, terminal: io.terminal, namespace: habitus.namespace, features: [] } as const;
  const code = await runRequest(habitus, [], request, io);
  return { code, out: io.stdout, err: io.stderr };
}

test('a namespace that is made with them has them from then on, also where nothing is configured; its key is for its owner only', async () => {
  const made = await open({ pseudonyms: true });
  await importOne(made);
  const token = await userOf(made);
  expect(token).toMatch(/^user-[a-z]+-[a-z]+-[0-9a-z]{10}$/);
  expect(statSync(join(root, 'd', 'pseudonyms.key')).mode & 0o777).toBe(0o600);
  await made.close();
  const again = await open();
  expect(again.pseudonyms?.tokens.of('user', 'ada')).toBe(token);
  expect(await again.pseudonyms?.vault.open(token)).toBe('ada');
});

test('where they are not wanted nothing is made', async () => {
  const plain = await open();
  await importOne(plain);
  expect([await userOf(plain), plain.pseudonyms, existsSync(join(root, 'd', 'pseudonyms.key')), existsSync(join(root, 'd', 'vault'))]).toEqual([
    'ada',
    undefined,
    false,
    false,
  ]);
});

test('what is stored does not change sides', async () => {
  const plain = await open();
  await importOne(plain);
  await plain.close();
  await expect(open({ pseudonyms: true })).rejects.toThrow(/HAB-VAULT-001: expected no pseudonyms.*new --namespace/);
  const made = await open({ pseudonyms: true, keep: ['host'] }, 'default', 'e');
  await made.close();
  await expect(open({ pseudonyms: false }, 'default', 'e')).rejects.toThrow('HAB-VAULT-001');
  await expect(open({ keep: ['host', 'device'] }, 'default', 'e')).rejects.toThrow(/HAB-VAULT-001: expected pseudonymsKeep: host/);
  await expect(open({ pseudonyms: true, keep: ['user'] }, 'default', 'f')).rejects.toThrow('HAB-CONF-001');
});

test('without its key, or with another, a namespace is not opened', async () => {
  const value = 'k'.repeat(40);
  const made = await open({ pseudonyms: true, key: { value } });
  expect(existsSync(join(root, 'd', 'pseudonyms.key'))).toBe(false);
  await made.close();
  await expect(open()).rejects.toThrow('HAB-VAULT-002');
  await expect(open({ key: { value: 'x'.repeat(40) } })).rejects.toThrow(/HAB-VAULT-002.*got another/);
  await expect(open({ key: { value: 'short' } })).rejects.toThrow(/at least 32 bytes, got 5 bytes/);
  writeFileSync(join(root, 'key'), `${value}\n`);
  expect((await open({ key: { file: join(root, 'key') } })).pseudonyms).toBeDefined();
});

test('a reveal is in the audit trail before it is told, also one of a token that is none', async () => {
  const habitus = await open({ pseudonyms: true });
  await importOne(habitus);
  const token = await userOf(habitus);
  const at = Date.UTC(2026, 10, 25, 12);
  const asked = { token, by: 'cli:eve', reason: 'case 17', at, lasts: 60_000 };
  expect(JSON.parse((await call(habitus, 'reveal', asked)).out)).toEqual({ token, original: 'ada', until: '2026-11-25T12:01:00.000Z' });
  expect(await call(habitus, 'reveal', { ...asked, token: 'user-no-such-0000000000', by: 'cli:mallory' })).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('HAB-VAULT-003') as string,
  });
  expect(await call(habitus, 'reveal', { ...asked, reason: '  ' })).toMatchObject({ code: 2, out: '' });
  const { out } = await call(habitus, 'audit', {});
  const lines = out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as object);
  expect(lines).toHaveLength(3);
  expect(lines).toContainEqual({
    at: '2026-11-25T12:00:00.000Z',
    by: 'cli:eve',
    did: 'reveal-refused',
    token,
    reason: '',
    why: 'HAB-VAULT-005: a reason of 0 characters',
  });
  expect(lines).toContainEqual({ at: '2026-11-25T12:00:00.000Z', by: 'cli:eve', did: 'reveal', token, reason: 'case 17', until: at + 60_000 });
  expect(out).not.toContain('ada');
  expect((await call(habitus, 'audit', { by: 'cli:mallory' })).out.split('\n')).toHaveLength(2);
  const plain = await open(undefined, 'default', 'e');
  expect(await call(plain, 'reveal', asked)).toMatchObject({ code: 3 });
});

test('dead letters are listed without what they hold, and replayed with it', async () => {
  const habitus = await open({ pseudonyms: true });
  writeFileSync(join(root, 'auth.log'), 'Nov 24 11:59:00 web1 sshd[77]: Accepted password for ada from 10.0.0.9 port 22 ssh2\n');
  await habitus.collector.import([join(root, 'auth.log')], { source: 'ecs' });
  const listed = await call(habitus, 'dead-letters', { action: 'list', selection: {} });
  expect(JSON.parse(listed.out)).toMatchObject({ code: 'HAB-PARSE-003', encoding: 'sealed', reason: 'expected a JSON object on one line' });
  expect(listed.out + readFileSync(join(root, 'd', 'dead-letters', 'dead-letters.ndjson'), 'latin1')).not.toMatch(/ada|10\.0\.0\.9|sshd\[/);
  expect(JSON.parse((await call(habitus, 'dead-letters', { action: 'replay', selection: {}, as: 'sshd' })).out)).toEqual({
    tried: 1,
    replayed: 1,
    refused: {},
  });
  expect(await habitus.pseudonyms?.vault.open(await userOf(habitus))).toBe('ada');
});
