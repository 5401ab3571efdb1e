import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { DAY } from '../../model';
import { openHabitus } from '../../owner/open';
import { connect } from '../../store/elasticsearch/connection';
import { describeOnElasticsearch } from '../../store/elasticsearch/testing/describe-on-server';
import { BEATS, DYNAMIC, makeTemplate, putAll } from '../../store/elasticsearch/views/testing/others';
import { runProgram } from '../program';
import { Session } from '../session';

jest.setTimeout(300_000);

/** A server that others gave us may hold the indices of earlier runs. */
const RUN = Date.now().toString(36);
/** Four days that end at a midnight a week ago; of the third nothing is there. */
const FROM = Math.floor(Date.now() / DAY) * DAY - 11 * DAY;

async function call(args: readonly string[], url: string): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = [stdout, stderr].map((stream) => {
    const parts: string[] = [];
    stream.on('data', (part: Buffer) => parts.push(part.toString()));
    return parts;
  });
  const session = new Session({ stdin: new PassThrough(), stdout, stderr, env: { HABITUS_ELASTICSEARCH_URL: url } }, new AbortController(), openHabitus);
  const code = await runProgram(args, session);
  const [out, err] = said.map((parts) => parts.join(''));
  return { code, out: out!, err: err! };
}

describeOnElasticsearch('habitus elasticsearch discover', 'all', (server) => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-discover-'));
  let url: string;

  beforeAll(async () => {
    url = await server.url();
    const client = connect({ nodes: [url] });
    await makeTemplate(client, `discover-${RUN}`, [`beat${RUN}-*`, `winbeat${RUN}-*`], BEATS);
    const events = Array.from({ length: 96 }, (_, hour) => ({ '@timestamp': new Date(FROM + hour * 3_600_000).toISOString(), user: `user-${hour % 5}` }));
    const kept = events.filter((_, hour) => hour < 48 || hour >= 72);
    const ecs = kept.map(({ user, ...one }) => ({ ...one, 'event.category': 'authentication', 'event.outcome': 'success', 'user.name': user }));
    const windows = kept.map(({ user, ...one }) => ({ ...one, winlog: { event_id: '4625', event_data: { TargetUserName: user, IpAddress: '10.1.2.3' } } }));
    await putAll(client, ecs, (one) => `beat${RUN}-8.19.0-${String(one['@timestamp']).slice(0, 10).replaceAll('-', '.')}`);
    await putAll(client, windows, () => `winbeat${RUN}-7.17.0`);
    await client.indices.create({ index: `odd-${RUN}`, mappings: DYNAMIC, settings: { number_of_replicas: 0 } });
    await client.close();
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('says which features an index gives, how many events and entities, and which it does not give and why', async () => {
    const { code, out } = await call(['elasticsearch', 'discover', `*beat${RUN}-*`, `odd-${RUN}`, '--json'], url);
    expect(code).toBe(0);
    const found = out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));
    expect(found).toMatchObject([
      { pattern: `beat${RUN}-*`, events: 72, eventsPerDay: 10, view: { kind: 'ecs', indices: [`beat${RUN}-*`] } },
      { pattern: `odd-${RUN}`, events: 0, features: [] },
      { pattern: `winbeat${RUN}-*`, events: 72, view: { fields: { 'user.name': 'winlog.event_data.TargetUserName' } } },
    ]);
    expect(found[0]!['features']).toContainEqual({ feature: 'logins-succeeded-per-user', eventsPerDay: 10.3, entities: 5 });
    expect(found[2]!['features']).toContainEqual({ feature: 'logins-failed-per-user', eventsPerDay: 10.3, entities: 5 });
    expect(found[0]!['notCounted']).toContainEqual({ feature: 'logins-failed-per-user', why: 'no such event in the newest 7 days' });
    expect(found[1]).not.toHaveProperty('view');
  });

  test('what it prints is a configuration that backfill learns from, says its gaps, and goes on where it was stopped', async () => {
    const discovered = await call(['elasticsearch', 'discover', `beat${RUN}-*`], url);
    const config = join(dir, 'habitus.yaml');
    writeFileSync(config, discovered.out);
    const options = ['--config', config, '--json'];
    const learn = async (dataDir: string, ...more: string[]): Promise<{ rows: unknown; err: string; scores: string }> => {
      await call(['import', join(dir, 'nothing.ndjson'), '--data-dir', join(dir, dataDir), '--config', config], url);
      const first = await call(['backfill', '--data-dir', join(dir, dataDir), ...options, ...more], url);
      expect(first).toMatchObject({ code: 0 });
      const rest = more.length === 0 ? first : await call(['backfill', '--data-dir', join(dir, dataDir), ...options], url);
      const scores = await call(['scores', '--data-dir', join(dir, dataDir), ...options], url);
      return { rows: JSON.parse(rest.out), err: rest.err, scores: scores.out };
    };
    writeFileSync(join(dir, 'nothing.ndjson'), '');
    const whole = await learn('whole');
    const emptyDay = new Date(FROM + 2 * DAY).toISOString().slice(0, 10);
    expect(whole.rows).toMatchObject({ buckets: 96, views: { views: [{ view: `beat${RUN}`, indices: 3, emptyDays: [emptyDay] }], gaps: [] } });
    expect(whole.err).toContain(`View beat${RUN}: no event on 1 days: ${emptyDay}.`);
    expect(whole.scores.split('\n').length).toBeGreaterThan(200);
    const stopped = await learn('stopped', '--until', new Date(FROM + 2 * DAY).toISOString());
    expect(stopped.scores).toBe(whole.scores);
  });

  test('where there is nothing it says so', async () => {
    expect(await call(['elasticsearch', 'discover', `nothing-${RUN}-*`], url)).toMatchObject({ code: 1, out: '' });
  });
});

test('role --for views names what the views name and asks for no more than reading', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-role-'));
  writeFileSync(join(dir, 'habitus.yaml'), 'views: [{ name: a, kind: ecs, indices: [filebeat-*, -filebeat-test-*] }]');
  const { out } = await call(['elasticsearch', 'role', '--for', 'views', '--json', '--config', join(dir, 'habitus.yaml')], 'http://127.0.0.1:9');
  expect(JSON.parse(out)).toEqual({ cluster: [], indices: [{ names: ['filebeat-*'], privileges: ['read', 'view_index_metadata'] }] });
  rmSync(dir, { recursive: true });
});
