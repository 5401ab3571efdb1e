import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCollectorConfig, readCollectorConfig } from './read';
import { readSecrets } from './secret';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'habitus-config-'))));
afterEach(() => rmSync(dir, { recursive: true }));

function file(text: string, name = 'collector.yaml'): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

const GOOD = `
webhooks:
  - source: stripe
    secret: { file: stripe.secret }
  - { source: ecs, path: intern, check: hmac, header: X-Signature, secret: [{ env: NEW }, { env: OLD }] }
syslog:
  - { transport: udp, allow: [10.0.0.0/8], host: 0.0.0.0 }
  - { transport: tcp, port: 6000, source: sshd, zone: Europe/Vienna }
tail:
  - paths: [logs/*.log]
    from: end
drop:
  - reason: scanner
    where: { source.ip: { cidr: 10.9.0.0/16 }, event.outcome: failure }
`;

test('a whole file: paths are meant from its folder, secrets are read where they are', () => {
  file('shh\n', 'stripe.secret');
  const path = file(GOOD);
  expect(checkCollectorConfig(path, { NEW: 'n', OLD: 'o' })).toEqual([]);
  const config = readCollectorConfig(path);
  expect(config.tail[0]?.paths).toEqual([join(dir, 'logs/*.log')]);
  expect(config.webhooks.map(({ secret }) => readSecrets(secret, { NEW: 'n', OLD: 'o' }))).toEqual([['shh'], ['n', 'o']]);
  expect(config.syslog.map(({ port }) => port)).toEqual([5514, 6000]);
  expect(readCollectorConfig(file('')).syslog).toEqual([]);
});

const faultsOf = (text: string): string[] =>
  checkCollectorConfig(file(text), {}).map(({ line, key, expected, got }) => `${line} ${key}: ${expected}, got ${got}`);

test.each<[string, string, string[]]>([
  ['a key that there is not', 'syslog:\n  - transport: udp\n    prot: 514\n', ['3 syslog.0.prot: a known key, got 514']],
  ['a source that there is not', 'webhooks:\n  - source: nobody\n    secret: { env: X }\n', ['2 webhooks.0.source: one of ecs']],
  [
    'a secret in the file itself',
    'webhooks:\n  - source: stripe\n    secret: whsec_123\n',
    ['3 webhooks.0.secret: a secret as { file: PATH } or { env: NAME }: never the secret itself'],
  ],
  [
    'a secret that is not there',
    'webhooks:\n  - source: stripe\n    secret: { env: NOWHERE }\n',
    ['3 webhooks.0.secret: a secret that is there, got HAB-CONF-001: expected a secret in the variable NOWHERE'],
  ],
  ['a receiver open to everybody', 'syslog:\n  - transport: tcp\n    host: 0.0.0.0\n', ['3 syslog.0.host: an address of loopback']],
  [
    'two webhooks on a path',
    'webhooks:\n  - &a { source: ecs, check: token, secret: { file: s } }\n  - *a\n',
    ['3 webhooks.1.path: a path of its own, got ecs'],
  ],
  ['no YAML', 'syslog: [\n', ['2 : YAML']],
  [
    'several at once',
    'tail:\n  - paths: []\nsyslog:\n  - transport: smoke\n',
    ['2 tail.0.paths: array to have >=1 items, got []', "4 syslog.0.transport: 'tcp' | 'udp' | 'tls', got smoke"],
  ],
  [
    'names that stand for each other many times over',
    `a: &a [${'x,'.repeat(10)}]\n${['b', 'c', 'd'].map((name, i) => `${name}: &${name} [${`*${'abc'.charAt(i)},`.repeat(10)}]\n`).join('')}`,
    ['1 : YAML in which an alias stands for few values'],
  ],
  ['a drop rule on a field that there is not', 'drop:\n  - reason: x\n    where:\n      user.shoe: 42\n', ['4 drop.0.where: fields of docs/fields.md']],
])('%s', (_name, text, expected) => {
  file('x', 's');
  const faults = faultsOf(text);
  expect(faults).toHaveLength(expected.length);
  faults.forEach((fault, index) => expect(fault).toContain(expected[index]));
});

test('a fault never shows a secret', () => {
  expect(JSON.stringify(checkCollectorConfig(file('webhooks:\n  - source: stripe\n    secret: { file: missing }\n'), { X: 'hidden' }))).not.toContain('hidden');
  for (const key of ['secret', 'secrets', 'accessToken', 'password']) {
    expect(faultsOf(`webhooks:\n  - source: stripe\n    ${key}: whsec_123\n`).join()).not.toContain('whsec_123');
  }
});

test('reading tells the first fault and how many more', () => {
  expect(() => readCollectorConfig(file('tail:\n  - paths: []\nsyslog:\n  - transport: smoke\n'))).toThrow(
    /HAB-CONF-001: expected .*collector\.yaml:2: tail\.0\.paths.*\(and 1 more\)/s
  );
  expect(() => readCollectorConfig(join(dir, 'nowhere.yaml'))).toThrow(/HAB-CLI-002/);
});
