import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MINUTE } from '../../model';
import type { Habitus } from '../../owner/habitus';
import { openHabitus } from '../../owner/open';
import { createBackend } from '../backend';
import { createLogger } from '../goplugin/logger';
import type { Backend } from '../pluginv2/backend';
import { CallResourceRequest } from '../pluginv2/generated/pluginv2';
import { answerReveal } from './reveal';

const RAW = 'seedling-told-q';
const REASON = 'case 17: lock the account';
const TOKEN = expect.stringMatching(/^user-[a-z]+-[a-z]+-[0-9a-z]{10}$/) as string;

interface Answer {
  readonly code: number;
  readonly body: Record<string, unknown>;
}
interface AuditLine {
  readonly by: string;
  readonly at: number;
  readonly until?: number;
}

/** All that the backend said, and all that its process wrote. */
const said: string[] = [];
const roots: string[] = [];

function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'habitus-reveal-'));
  roots.push(root);
  return root;
}
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

/** Asks a backend of its own, started as in Grafana's process but for the wire. */
async function inBackend(dataDir: string, asking: (backend: Backend) => Promise<void>): Promise<void> {
  const writes = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockImplementation((chunk) => said.push(String(chunk)) > 0));
  const env = { GF_PLUGIN_DATA_DIR: dataDir, HABITUS_OTLP_PORT: '0', HABITUS_OTLP_GRPC_PORT: '0' };
  const backend = createBackend({ log: createLogger((line) => said.push(line)), env, folder: dataDir });
  try {
    await asking(backend);
  } finally {
    await backend.close?.();
    for (const write of writes) write.mockRestore();
  }
}

async function ask(backend: Backend, login: string, body: object | string, role = 'Admin'): Promise<Answer> {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const request = { method: 'POST', path: 'reveal', url: 'reveal', body: bytes, pluginContext: { user: { login, role } } };
  const answer = await backend.callResource?.(CallResourceRequest.fromPartial(request));
  return { code: answer?.code ?? 0, body: JSON.parse(String(answer?.body)) as Record<string, unknown> };
}

async function auditOf(habitus: Habitus): Promise<AuditLine[]> {
  return (await habitus.store.records.list<AuditLine>('audit')).map(({ value }) => value);
}

const ROLES = ['Viewer', 'Editor', '', 'Owner', 'admin'];
/** What is refused, by who asks so, as a token makes it. */
const REFUSED: Readonly<Record<string, (token: string) => object | string>> = {
  'no reason': (token) => ({ token }),
  'empty reason': (token) => ({ token, reason: '' }),
  'blank reason': (token) => ({ token, reason: ' \n ' }),
  'long reason': (token) => ({ token, reason: 'x'.repeat(1_001) }),
  'beyond a day': (token) => ({ token, reason: REASON, minutes: 24 * 60 + 1 }),
  'no time': (token) => ({ token, reason: REASON, minutes: 0 }),
  'time before': (token) => ({ token, reason: REASON, minutes: -5 }),
  'time in words': (token) => ({ token, reason: REASON, minutes: '15' }),
  'list of tokens': (token) => ({ token: [token], reason: REASON }),
  'no JSON': () => 'no JSON',
  'too long': (token) => `{"token":"${token}","reason":"${'y'.repeat(9_000)}"}`,
};

describe('in a namespace with pseudonyms', () => {
  const answers = new Map<string, Answer>();
  let audit: AuditLine[];
  let [began, ended] = [0, 0];

  beforeAll(async () => {
    const root = newRoot();
    const dataDir = join(root, 'data');
    writeFileSync(join(root, 'one.ndjson'), `{"@timestamp":"2026-03-01T11:00:00Z","user":{"name":"${RAW}"}}\n`);
    const made = await openHabitus({ dataDir, pseudonyms: { pseudonyms: true } });
    await made.collector.import([join(root, 'one.ndjson')], { source: 'ecs' });
    const token = made.pseudonyms?.tokens.of('user', RAW) ?? '';
    await made.close();
    began = Date.now();
    await inBackend(dataDir, async (backend) => {
      const asked = async (login: string, body: object | string, role?: string): Promise<unknown> => answers.set(login, await ask(backend, login, body, role));
      await asked('eve', { token, reason: REASON });
      await asked('mallory', { token, reason: REASON, minutes: 90 });
      for (const role of ROLES) await asked(`a ${role}`, { token, reason: REASON }, role);
      await asked('', { token, reason: REASON });
      for (const [login, body] of Object.entries(REFUSED)) await asked(login, body(token));
      await asked('names', { token: RAW, reason: REASON });
      await asked('names, a Viewer', { token: RAW, reason: REASON }, 'Viewer');
    });
    ended = Date.now();
    const again = await openHabitus({ dataDir });
    audit = await auditOf(again);
    await again.close();
  });
  const linesOf = (login: string): AuditLine[] => audit.filter(({ by }) => by === login);

  test('an Admin who says why is told, for as long as was asked, and the trail has who, when, what, why and until when', () => {
    const [usual, longer] = [answers.get('eve'), answers.get('mallory')];
    expect([usual?.code, usual?.body.original, longer?.code, longer?.body.original]).toEqual([200, RAW, 200, RAW]);
    for (const [login, minutes] of [
      ['eve', 15],
      ['mallory', 90],
    ] as const) {
      const [line, ...more] = linesOf(login);
      expect(more).toEqual([]);
      expect(line).toEqual({ did: 'reveal', by: login, token: TOKEN, reason: REASON, at: line?.at, until: answers.get(login)?.body.until });
      expect(Number(line?.until) - Number(line?.at)).toBe(minutes * MINUTE);
      expect([Number(line?.at) >= began, Number(line?.at) <= ended]).toEqual([true, true]);
    }
  });

  test.each(ROLES)('the role "%s" is refused by the backend itself, and the trail says so', (role) => {
    const login = `a ${role}`;
    expect(answers.get(login)).toMatchObject({ code: 403, body: { code: 'HAB-PLUG-002' } });
    const why = `HAB-PLUG-002: ${role || 'no role'}`;
    expect(linesOf(login)).toEqual([{ did: 'reveal-refused', by: login, token: TOKEN, reason: REASON, at: expect.any(Number) as number, why }]);
  });

  test('an Admin without a login is nobody', () => {
    expect(answers.get('')).toMatchObject({ code: 403 });
    expect(linesOf('nobody')).toMatchObject([{ did: 'reveal-refused', why: 'HAB-PLUG-002: Admin' }]);
  });

  test.each(Object.keys(REFUSED))('%s: nothing is told, and the trail says so', (login) => {
    expect(answers.get(login)).toMatchObject({ code: 400, body: { code: expect.stringMatching(/^HAB-(?:PLUG-006|VAULT-005)$/) as string } });
    expect(answers.get(login)?.body).not.toHaveProperty('original');
    expect(linesOf(login)).toMatchObject([{ did: 'reveal-refused', why: expect.stringContaining(String(answers.get(login)?.body.code)) as string }]);
  });

  test('what is no token is not repeated in the trail: it may be a name', () => {
    expect(answers.get('names')).toMatchObject({ code: 400, body: { code: 'HAB-VAULT-003' } });
    expect(answers.get('names, a Viewer')).toMatchObject({ code: 403 });
    expect([...linesOf('names'), ...linesOf('names, a Viewer')]).toMatchObject([{ token: '[no token]' }, { token: '[no token]' }]);
  });

  test('there is a line for everybody, and the name is in no line and in no log', () => {
    expect(audit).toHaveLength(answers.size);
    expect(said.length).toBeGreaterThan(0);
    expect(JSON.stringify(audit) + said.join('')).not.toContain(RAW);
  });
});

describe('one who asks too often', () => {
  const EVERYBODY = { eve: 'Admin', victor: 'Viewer' };

  test.each(Object.entries(EVERYBODY))('%s, %s, is refused with when to ask again; the trail hears of it once a minute', async (login, role) => {
    const dataDir = join(newRoot(), 'data');
    const habitus = await openHabitus({ dataDir, pseudonyms: { pseudonyms: true } });
    const token = habitus.pseudonyms?.tokens.of('user', RAW) ?? '';
    const ask = async (by: string, as: string, at: number): Promise<string> =>
      await answerReveal(
        habitus,
        {
          body: Buffer.from(JSON.stringify({ token, reason: REASON })),
          pluginContext: CallResourceRequest.fromPartial({ pluginContext: { user: { login: by, role: as } } }).pluginContext,
        },
        at
      ).then(
        () => 'told',
        (error: unknown) => String(error)
      );
    const usual = role === 'Admin' ? /^told$/ : /HAB-PLUG-002/;
    for (let n = 0; n < 10; n++) expect(await ask(login, role, n)).toMatch(usual);
    for (let n = 0; n < 40; n++) {
      expect(await ask(login, role, 1_000 + n)).toMatch(
        /HAB-VAULT-006: expected at most 10 attempts a minute, the next at 1970-01-01T00:01:00\.000Z, got more/
      );
    }
    expect(await ask('another', 'Admin', 2_000)).toBe('told');
    expect(await ask(login, role, MINUTE)).toMatch(usual);
    const lines = (await auditOf(habitus)).filter(({ by }) => by === login);
    await habitus.close();
    expect(lines).toHaveLength(12);
    const isOfPace = expect.stringContaining('HAB-VAULT-006') as string;
    expect(lines[10]).toEqual({ did: 'reveal-refused', by: login, token: TOKEN, reason: REASON, at: 1_000, why: isOfPace });
    expect(lines[11]).toMatchObject({ at: MINUTE, unwritten: 39 });
  });

  test('over HTTP that is 429', async () => {
    const dataDir = join(newRoot(), 'data');
    await (await openHabitus({ dataDir, pseudonyms: { pseudonyms: true } })).close();
    const codes: number[] = [];
    await inBackend(dataDir, async (backend) => {
      for (let n = 0; n < 11; n++) codes.push((await ask(backend, 'eve', { token: 'user-a', reason: REASON })).code);
    });
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 400), 429]);
  });
});

test('where there are no pseudonyms nobody fills the trail', async () => {
  const dataDir = join(newRoot(), 'data');
  await inBackend(dataDir, async (backend) => {
    expect(await ask(backend, 'eve', { token: 'user-a', reason: REASON }, 'Viewer')).toMatchObject({ code: 403 });
    expect(await ask(backend, 'eve', { token: 'user-a', reason: REASON })).toMatchObject({ code: 400, body: { code: 'HAB-VAULT-004' } });
  });
  const plain = await openHabitus({ dataDir });
  expect(await auditOf(plain)).toEqual([]);
  await plain.close();
});
