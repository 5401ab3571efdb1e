import { PassThrough } from 'node:stream';
import { describeOnElasticsearch } from '../../store/elasticsearch/testing/describe-on-server';
import { runProgram } from '../program';
import { Session } from '../session';

jest.setTimeout(120_000);

async function call(
  args: readonly string[],
  env: Record<string, string> = {}
): Promise<{ code: number; out: string; err: string; rows: Record<string, unknown>[] }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const never = (): never => {
    throw new Error('no data directory is opened by these');
  };
  const code = await runProgram(['elasticsearch', ...args], new Session({ stdin: new PassThrough(), stdout, stderr, env }, new AbortController(), never));
  const [out, err] = [stdout, stderr].map((stream) => String(stream.read() ?? ''));
  const rows = args.includes('--json') ? out!.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>])) : [];
  return { code, out: out!, err: err!, rows };
}

describeOnElasticsearch('habitus elasticsearch', 'newest', (server) => {
  let env: Record<string, string>;
  beforeAll(async () => {
    env = { HABITUS_ELASTICSEARCH_URL: await server.url() };
  });

  test('install makes the templates, again changes nothing, and check finds nothing missing', async () => {
    expect((await call(['install', '--json'], env)).code).toBe(0);
    const again = await call(['install', '--json'], env);
    expect(again.rows.map(({ action }) => action)).toEqual(Array(8).fill('unchanged'));
    const check = await call(['check', '--json'], env);
    expect(check).toMatchObject({ code: 0, rows: [{ ok: true, templates: { templates: [], otherVersion: [] } }] });
    expect((await call(['check'], { ...env, HABITUS_RETENTION_EVENTS: '90' })).out).toMatch(
      /^Kept: events 90 days, roll-ups for ever, .*; nothing dropped yet$/m
    );
    expect((await call(['check'], env)).out).toMatch(/^Elasticsearch \d+\.\d+\.\d+, 1 node\n[^]*Ready\.\n$/);
  });

  test('a cluster that does not answer is an error of the catalogue, and no secret is in it', async () => {
    const away = { HABITUS_ELASTICSEARCH_URL: 'http://127.0.0.1:9', HABITUS_ELASTICSEARCH_USERNAME: 'u', HABITUS_ELASTICSEARCH_PASSWORD: 'pa55word' };
    const { code, err } = await call(['check'], away);
    expect(code).toBe(4);
    expect(err).toMatch(/^HAB-STORE-003: expected Elasticsearch to answer, got ConnectionError/);
    expect(err).not.toContain('pa55word');
  });
});

test('role prints what the API takes, for the namespace, without asking a cluster', async () => {
  const { code, rows } = await call(['role', '--json', '--namespace', 'shop']);
  expect(code).toBe(0);
  expect(rows).toEqual([
    {
      cluster: ['monitor'],
      indices: [
        { names: ['logs-habitus.events-shop', 'habitus.*-shop', 'habitus.*-shop.*', 'habitus.events-shop-*'], privileges: ['read', 'write', 'manage'] },
      ],
    },
  ]);
  expect((await call(['role', '--for', 'install', '--json'])).rows[0]).toMatchObject({ cluster: ['monitor', 'manage_index_templates'] });
});

test('what it does not know it refuses as called wrong', async () => {
  expect(await call(['role', '--for', 'everything'])).toMatchObject({ code: 2 });
  expect(await call(['check'], { HABITUS_ELASTICSEARCH_URL: 'localhost' })).toMatchObject({ code: 2, out: '' });
});
