import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createCollector } from '../../../collector/create';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import type { Metric } from '../../metric';
import { cpuSeconds, inScratch, seconds } from '../../scratch';
import { atLeast, measured } from '../../spread';
import { prepareRequests, RECORDS } from './prepare';

const SEED = 4_318;
const REQUESTS = 300;
const AT_ONCE = 8;
const EVENTS = REQUESTS * RECORDS;

/** OTLP over HTTP from another process, through the write-ahead log, until the last event answers a query. Store, collector and sender share the machine. */
export async function run(): Promise<Metric[]> {
  return [...(await form('gzip')), ...(await form('identity'))];
}

async function form(encoding: 'gzip' | 'identity'): Promise<Metric[]> {
  const results = await inScratch(async (dir) => {
    prepareRequests(join(dir, 'requests'), { requests: REQUESTS, encoding, seed: SEED });
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
