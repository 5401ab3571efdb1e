import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { seededRandom } from '../maths';
import { DAY, HOUR } from '../model';
import { openHabitus } from '../owner/open';
import { describeOnElasticsearch } from '../store/elasticsearch/testing/describe-on-server';
import { runProgram } from './program';
import { Session } from './session';

jest.setTimeout(300_000);

const MONDAY = Date.UTC(2026, 2, 2);
const DAYS = 15;
const END = MONDAY + DAYS * DAY;
const NIGHT = MONDAY + 13 * DAY + 3 * HOUR;
const SEED = 11;
const NAMESPACE = `cli-${Date.now().toString(36)}`;

/** What each command line printed and ended with, by its words. */
type Said = ReadonlyMap<string, { readonly code: number; readonly out: string; readonly err: string }>;

/**
 * The life of a data directory, command by command; `FIRST` is the anomaly that ranks first. All of it is done on one store, then on the other.
 * Each must end in `code`.
 */
const LIFE: readonly { readonly args: string; readonly code: number; readonly stdin?: string }[] = [
  { args: 'import --json in/portal.ndjson', code: 0 },
  { args: 'import --json in/portal.ndjson', code: 0 },
  { args: 'import --json --source sshd --year 2026 --zone Europe/Vienna in/auth.log', code: 0 },
  {
    args: 'parse --json sshd --year 2026',
    code: 0,
    stdin: 'Mar  3 09:00:00 web1 sshd[77]: Accepted password for ada from 10.0.0.9 port 22 ssh2\nwhat is this\n',
  },
  { args: 'backfill --json --until 2026-03-10', code: 0 },
  { args: 'backfill --json', code: 0 },
  { args: 'backfill --json', code: 0 },
  { args: 'anomalies --json --limit 1000', code: 0 },
  { args: 'anomalies', code: 0 },
  { args: 'anomalies --json --entity user:p7 --min-score 20', code: 0 },
  { args: 'anomalies --json --since 2026-03-14 --until 2026-03-16', code: 0 },
  { args: 'cases --json', code: 0 },
  { args: 'cases', code: 0 },
  { args: 'explain --json FIRST', code: 0 },
  { args: 'explain FIRST', code: 0 },
  { args: 'explain nothing-of-this-name', code: 2 },
  { args: 'verify --json --all', code: 0 },
  { args: 'verify FIRST', code: 0 },
  { args: 'scores --json --entity user:p7', code: 0 },
  { args: 'scores --json --detector combined --since 2026-03-14', code: 0 },
  { args: 'scores --json --detector zscore --feature logins-failed-per-user --since 2026-03-15', code: 0 },
  { args: 'features try --json in/own.yaml', code: 0 },
  { args: 'features try in/own.yaml --since 2026-03-10 --until 2026-03-11', code: 0 },
  { args: 'features list', code: 0 },
  { args: 'features check in/own.yaml', code: 0 },
  { args: 'dead-letters list --json', code: 0 },
  { args: 'dead-letters replay --json --all --as sshd', code: 1 },
  { args: 'dead-letters drop --json --all', code: 0 },
  { args: 'dead-letters list', code: 0 },
  { args: 'directory check p1@acme.com --json', code: 0 },
  { args: 'directory unresolved --json', code: 0 },
  { args: 'backfill --json', code: 0 },
  { args: 'verify --json --all', code: 0 },
  { args: 'start --once --no-preview --json --import in/portal.ndjson', code: 0 },
  { args: 'start --once --no-preview', code: 0 },
];

describeOnElasticsearch(`every command on both stores (seed ${SEED})`, 'newest', (server) => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-cli-both-'));
  let [embedded, inCluster]: [Said, Said] = [new Map(), new Map()];
  beforeAll(async () => {
    writeInput(join(dir, 'in'));
    embedded = await live('embedded', {});
    const cluster = { HABITUS_STORE: 'elasticsearch', HABITUS_ELASTICSEARCH_URL: await server.url() };
    await call('elasticsearch install', { ...environment('cluster'), ...cluster });
    inCluster = await live('cluster', cluster);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test.each(LIFE.map(({ args, code }, at) => [`${at + 1}: ${args}`, code] as const))('%s', (name, code) => {
    expect([embedded.get(name)?.code, embedded.get(name)?.err]).toEqual([code, embedded.get(name)?.err]);
    expect(inCluster.get(name)).toEqual(embedded.get(name));
  });

  test('and there was something to say: an attack, letters, a name of nobody, and every number verifies', () => {
    const out = (args: string): string => [...embedded].findLast(([name]) => name.endsWith(`: ${args}`))?.[1].out ?? '';
    expect(out('cases --json')).toContain('"id":"p7"');
    expect(out('dead-letters list --json').split('\n').length).toBeGreaterThan(2);
    expect(out('directory unresolved --json')).toContain('"name":"nobody"');
    expect(out('import --json in/portal.ndjson')).toMatch(/"duplicates":[1-9]/);
    const verified = rows(out('verify --json --all'));
    expect(verified.length).toBeGreaterThan(3);
    expect(verified.every(({ same }) => same === true)).toBe(true);
  });

  const environment = (name: string): Record<string, string> => ({
    HABITUS_DATA_DIR: join(dir, name),
    HABITUS_NAMESPACE: NAMESPACE,
    HABITUS_COLLECTOR: join(dir, 'in', 'collector.yaml'),
  });

  async function live(name: string, store: Record<string, string>): Promise<Said> {
    const said = new Map<string, { code: number; out: string; err: string }>();
    let first = '';
    for (const [at, { args, stdin }] of LIFE.entries()) {
      const done = await call(args.replace('FIRST', first).replaceAll('in/', join(dir, 'in/')), { ...environment(name), ...store }, stdin);
      if (first === '' && args.startsWith('anomalies --json')) first = String(rows(done.out)[0]?.['id']);
      said.set(`${at + 1}: ${args}`, { code: done.code, out: timeless(done.out), err: timeless(done.err) });
    }
    return said;
  }

  async function call(args: string, env: Record<string, string>, stdin = ''): Promise<{ code: number; out: string; err: string }> {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const [out, err] = [text(stdout), text(stderr)];
    const session = new Session({ stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr, env }, new AbortController(), (options) =>
      openHabitus({ ...options, clock: () => END })
    );
    const code = await runProgram(args.split(' '), session);
    stdout.end();
    stderr.end();
    return { code, out: await out, err: await err };
  }
});

/** Without what a clock on the wall says: how long it took, when it was, and the lines of progress, which only slow work prints. */
function timeless(said: string): string {
  const later = (time: string): string => (Date.parse(time) > END + DAY ? 'now' : time);
  return said
    .replace(/^\w+: +\d+ %, .*\n/gm, '')
    .replace(/"seconds":[\d.]+/g, '"seconds":0')
    .replace(/ in [\d.]+ s\b/g, ' in 0 s')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, later);
}

function rows(out: string): Record<string, unknown>[] {
  return out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));
}

/** Two weeks of thirty people at a portal, one of them attacked in a night; a day of sshd; lines that nobody understands; a directory of people; a definition. */
function writeInput(dir: string): void {
  mkdirSync(dir);
  const random = seededRandom(SEED);
  const lines: string[] = [];
  const add = (at: number, user: string, outcome: string, ip: string): void => {
    const event = { id: `e${lines.length}`, category: ['authentication'], outcome, dataset: 'portal' };
    lines.push(JSON.stringify({ '@timestamp': new Date(at).toISOString(), event, user: { name: user }, source: { ip } }));
  };
  for (let hour = 0; hour < DAYS * 24; hour++) {
    const busy = hour % 24 >= 8 && hour % 24 < 18 && hour % 168 < 120;
    for (let person = 0; person < 30; person++) {
      if (random() < (busy ? 0.4 : 0.01)) add(MONDAY + (hour + random()) * HOUR, `p${person}`, random() < 0.1 ? 'failure' : 'success', `10.0.${person}.7`);
    }
  }
  for (let left = 60; left > 0; left--) add(NIGHT + random() * HOUR, 'p7', 'failure', '203.0.113.9');
  add(NIGHT, 'nobody', 'failure', '203.0.113.9');
  writeFileSync(join(dir, 'portal.ndjson'), `${lines.join('\n')}\n{"no":"time"}\nno JSON at all\n`);
  const ssh = Array.from({ length: 200 }, (_, n) => {
    const time = `${String(8 + Math.floor(n / 20)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:11`;
    return `Mar 10 ${time} web1 sshd[${100 + n}]: ${n % 9 === 0 ? 'Failed' : 'Accepted'} password for p${n % 30} from 10.0.${n % 30}.7 port ${4_000 + n} ssh2`;
  });
  writeFileSync(join(dir, 'auth.log'), `${ssh.join('\n')}\nMar 10 19:00:00 web1 sshd[1]: what nobody knows\n`);
  writeFileSync(join(dir, 'people.csv'), `id,names\n${Array.from({ length: 30 }, (_, n) => `p${n},p${n}@acme.com`).join('\n')}\n`);
  writeFileSync(join(dir, 'collector.yaml'), 'directory: { file: people.csv, domains: [acme.com] }\n');
  writeFileSync(join(dir, 'own.yaml'), OWN_FEATURE);
}

const OWN_FEATURE = `apiVersion: habitus/v1
id: networks-of-failures-per-user
version: 1
question: From how many addresses does a user fail in an hour?
unit: { one: address, many: addresses }
entity: { type: user, role: actor }
where: { event.outcome: failure }
measure: { distinct: source.ip }
bucket: hour
detectors: [count-tail]
sources: [ecs]
`;
