import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createCollector } from '../../../collector/create';
import { seededRandom } from '../../../pkg/maths';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import type { Metric } from '../../metric';
import { cpuSeconds, inScratch, seconds } from '../../scratch';
import { atLeast, measured } from '../../spread';
import { logsRequest } from './request';

const SEED = 4_318;
const REQUESTS = 300;
const RECORDS = 1_000;
const AT_ONCE = 8;
const EVENTS = REQUESTS * RECORDS;

/** OTLP over HTTP from another process, through the write-ahead log, until the last event answers a query. Store, collector and sender share the machine. */
export async function run(): Promise<Metric[]> {
  return [...(await form('gzip')), ...(await form('identity'))];
}

async function form(encoding: 'gzip' | 'identity'): Promise<Metric[]> {
  const results = await inScratch(async (dir) => {
    prepare(join(dir, 'requests'), encoding);
    return measured((attempt) => oneRun(join(dir, 'requests'), join(dir, `data-${attempt}`), encoding));
  });
  const how = encoding === 'gzip' ? 'gzip' : 'not compressed';
  return [
    atLeast(`OTLP protobuf, ${how}, to queryable rows`, results.rate ?? [], 'events/s', 40_000, { seed: SEED }),
    atLeast(`OTLP protobuf, ${how}, per CPU second of the receiver`, results.perCpu ?? [], 'events/s', 40_000, { seed: SEED }),
  ];
}

async function oneRun(requests: string, dir: string, encoding: string): Promise<{ rate: number; perCpu: number }> {
  const store = await openDuckdb({ dir, namespace: 'default', clock: Date.now });
  const collector = await createCollector({ store, dir });
  try {
    const address = await collector.listen({ host: '127.0.0.1', port: 0 });
    const sender = spawn(process.execPath, [join(process.cwd(), 'bench/cases/otlp/sender.mjs'), requests, address, String(AT_ONCE), encoding], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(sender.stdout, 'data');
    const cpu = cpuSeconds();
    const took = await seconds(async () => {
      sender.stdin.write('go\n');
      const [code] = (await once(sender, 'exit')) as [number];
      if (code !== 0) throw new Error(`sender: expected exit code 0, got ${code}`);
      await collector.flush();
    });
    const { count } = await store.events.extent();
    if (count !== EVENTS) throw new RangeError(`expected ${EVENTS} rows, got ${count}`);
    return { rate: EVENTS / took, perCpu: EVENTS / (cpuSeconds() - cpu) };
  } finally {
    await collector.stop();
    await store.close();
  }
}

function prepare(folder: string, encoding: string): void {
  const random = seededRandom(SEED);
  const pick = (count: number): number => Math.floor(random() * count);
  mkdirSync(folder);
  const now = Date.now();
  for (let n = 0; n < REQUESTS; n++) {
    const records = Array.from({ length: RECORDS }, (_, i) => ({
      at: now - (REQUESTS - n) * 1_000 + i,
      attributes: {
        'event.action': 'login',
        'event.outcome': random() < 0.1 ? 'failure' : 'success',
        'user.name': `user${pick(5_000)}`,
        'client.address': `10.${pick(4)}.${pick(256)}.${pick(256)}`,
        'client.port': 1_024 + pick(60_000),
        'url.path': `/api/v1/items/${pick(2_000)}`,
        'http.request.method': 'POST',
        'http.response.status_code': 200,
        'session.id': `s-${pick(1e9).toString(36)}`,
        'user_agent.original': AGENTS[pick(AGENTS.length)] ?? '',
      },
    }));
    const body = logsRequest({ 'service.name': 'shop', 'host.name': `web-${pick(20)}` }, records);
    writeFileSync(join(folder, String(n).padStart(6, '0')), encoding === 'gzip' ? gzipSync(body, { level: 1 }) : body);
  }
}

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
];
