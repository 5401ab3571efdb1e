import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDemo } from '../../../demo';
import { DAY, type Anomaly } from '../../../model';
import type { Habitus } from '../../../owner/habitus';
import { openHabitus } from '../../../owner/open';
import { connect } from '../connection';
import { describeOnElasticsearch } from '../testing/describe-on-server';
import type { ViewDefinition } from './definition';
import { BEATS, DYNAMIC, makeTemplate, OTEL, putAll } from './testing/others';

jest.setTimeout(600_000);

const SEED = 1;
const DAYS = 2;
const VERIFIED = 3;
const END = Date.UTC(2026, 5, 1);
/** A server that others gave us may hold the indices of earlier runs. */
const RUN = Date.now().toString(36);

type Line = Readonly<Record<string, unknown>> & { readonly '@timestamp': string; readonly user: { readonly name: string } };

const dir = mkdtempSync(join(tmpdir(), 'habitus-views-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What is learnt of the same events when they are imported: once, for all servers. */
let imported: Promise<{ readonly lines: Line[]; readonly seen: Seen }> | undefined;

async function importDemo(): Promise<{ readonly lines: Line[]; readonly seen: Seen }> {
  const demo = await writeDemo({ seed: SEED, end: END, dir: join(dir, 'demo') });
  const until = new Date(demo.from + DAYS * DAY).toISOString();
  const files = demo.files.filter((file) => /sign-ins|payments/.test(file));
  const texts = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  const lines = texts
    .filter((text) => text !== '')
    .map(lineOf)
    .filter((line) => line['@timestamp'] < until);
  const path = join(dir, 'lines.ndjson');
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const habitus = await openHabitus({ dataDir: join(dir, 'imported'), clock: () => END });
  await habitus.collector.import([path], { source: 'ecs' });
  const seen = await learnt(habitus);
  await habitus.close();
  expect(seen.anomalies.length).toBeGreaterThan(5);
  return { lines, seen };
}

describeOnElasticsearch(`the demo's first days through views (seed ${SEED})`, 'all', (server) => {
  let lines: Line[];
  let seen: Seen;
  beforeAll(async () => {
    ({ lines, seen } = await (imported ??= importDemo()));
  });

  /** Learns from a view alone: the data directory holds no event. */
  async function viewed(view: ViewDefinition): Promise<Seen> {
    const connection = { nodes: [await server.url()] };
    const habitus = await openHabitus({
      dataDir: join(dir, `${view.name} ${server.name}`),
      clock: () => END,
      store: { views: { connection, views: [view], concurrency: 2 } },
    });
    try {
      return await learnt(habitus);
    } finally {
      await habitus.close();
    }
  }

  async function put(mapping: typeof BEATS, prefix: string, documents: readonly (Line | Record<string, unknown>)[], stream = false): Promise<void> {
    const client = connect({ nodes: [await server.url()] });
    await makeTemplate(client, `others-${prefix}`, [`${prefix}*`], mapping, stream);
    await putAll(client, documents as Record<string, unknown>[], (one) =>
      stream ? prefix : `${prefix}-${String(one['@timestamp']).slice(0, 10).replaceAll('-', '.')}`
    );
    await client.close();
  }

  test('from daily indices of Filebeat', async () => {
    await put(BEATS, `filebeat-${RUN}`, lines);
    expect(await viewed({ name: 'filebeat', kind: 'ecs', indices: [`filebeat-${RUN}-*`] })).toEqual(seen);
  });

  // How mappings are asked is the same on the older line.
  if (server.name.includes(' 8.')) return;

  test("from a data stream in OpenTelemetry's own form", async () => {
    await put(OTEL, `logs-demo${RUN}.otel-default`, lines.map(otel), true);
    expect(await viewed({ name: 'otel', kind: 'otel', indices: [`logs-demo${RUN}.otel-*`] })).toEqual(seen);
  });

  test('from fields of names and values that somebody made up', async () => {
    await put(DYNAMIC, `made-up-${RUN}`, lines.map(madeUp));
    const fields = {
      'event.category': { field: 'what', values: { 'sign-in': 'authentication' }, otherwise: 'session' },
      'event.outcome': { field: 'result', values: { OK: 'success', NO: 'failure' } },
      'event.action': 'what',
      'event.dataset': 'log',
      'user.name': { field: ['who', 'login'] },
      'source.ip': 'peer',
      'source.geo.country_iso_code': 'country',
      'user_agent.name': 'agent',
      'host.name': 'machine',
      'habitus.payment.amount': { field: 'euros', scale: 100 },
      'habitus.payment.counterparty': 'payee',
      'organization.name': { value: 'Everybody' },
    };
    expect(await viewed({ name: 'made-up', kind: 'custom', indices: [`made-up-${RUN}-*`], time: 'at', zone: 'America/New_York', fields })).toEqual(seen);
  });
});

interface Seen {
  readonly anomalies: readonly unknown[];
  readonly scores: readonly unknown[];
  readonly verified: readonly unknown[];
}

/** All that was learnt, without the ids of single events: those are of the place where the event lies. */
async function learnt({ engine, store }: Habitus): Promise<Seen> {
  await engine.backfill({});
  const anomalies = await store.findings.anomalies({ from: 0, to: END, limit: 100_000 });
  const scores: unknown[] = [];
  for await (const { eventId: _, ...score } of engine.scores({ detector: 'combined' })) scores.push(score);
  const verified: unknown[] = [];
  for await (const { same, from } of engine.verify(anomalies.slice(0, VERIFIED).map(({ id }) => id))) verified.push({ same, from });
  return { anomalies: anomalies.map(withoutIds), scores: scores.map((score) => JSON.stringify(score)).sort(), verified };
}

function withoutIds({ id: _id, receipt: _receipt, case: _case, ...anomaly }: Anomaly & { readonly case?: string }): unknown {
  return JSON.parse(JSON.stringify(anomaly, (key, value: unknown) => (key === 'eventId' ? undefined : value)));
}

/** What our collector makes of a user agent's text, a view does not: the name is there already, as Filebeat's pipelines write it. */
function lineOf(text: string): Line {
  const { user_agent: agent, ...line } = JSON.parse(text) as Line & { user_agent?: { original: string } };
  const name = agent?.original.split('/')[0];
  return { ...line, ...(name !== undefined && { user_agent: { name } }) };
}

function flat(value: unknown, prefix = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[prefix, value]];
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, prefix === '' ? key : `${prefix}.${key}`));
}

function otel({ '@timestamp': at, ...line }: Line): Record<string, unknown> {
  const fields = flat(line);
  const attributes = Object.fromEntries(fields.filter(([name]) => name !== 'host.name' && name !== 'event.action'));
  const action = fields.find(([name]) => name === 'event.action')?.[1];
  const host = fields.find(([name]) => name === 'host.name')?.[1];
  return {
    '@timestamp': `${at.slice(0, -1)}456789Z`,
    event_name: action,
    attributes,
    ...(host !== undefined && { resource: { attributes: { 'host.name': host } } }),
  };
}

/** Times by the clock of New York, without its zone; every other name in another field and in other letters. */
function madeUp(line: Line, place: number): Record<string, unknown> {
  const given = Object.fromEntries(flat(line));
  const clock = new Date(Date.parse(line['@timestamp']) - 4 * 3_600_000).toISOString().slice(0, -1);
  const amount = given['habitus.payment.amount'] as number | undefined;
  return {
    '@timestamp': line['@timestamp'],
    at: clock,
    log: given['event.dataset'],
    what: given['event.action'],
    result: given['event.outcome'] === 'success' ? 'OK' : 'NO',
    [place % 2 === 0 ? 'who' : 'login']: line.user.name.length % 2 === 0 ? `${line.user.name.toUpperCase()} ` : line.user.name,
    peer: given['source.ip'],
    country: given['source.geo.country_iso_code'],
    agent: given['user_agent.name'],
    machine: given['host.name'],
    payee: given['habitus.payment.counterparty'],
    ...(amount !== undefined && { euros: amount / 100 }),
  };
}
