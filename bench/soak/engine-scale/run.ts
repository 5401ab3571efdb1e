import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { DAY, HOUR } from '../../../pkg/model';
import { detectCapabilities } from '../../../pkg/store/elasticsearch/capabilities';
import { connect } from '../../../pkg/store/elasticsearch/connection';
import { installTemplates } from '../../../pkg/store/elasticsearch/install';
import { openElasticsearch } from '../../../pkg/store/elasticsearch/open';
import type { Server } from '../../../pkg/store/elasticsearch/testing/start-server';
import { ClusterProxy } from '../../../pkg/store/elasticsearch/testing/proxy';
import { benchServer, cpuSecondsOf } from '../../cases/elasticsearch/server-process';
import { storeHour } from '../../cases/engine/population';
import { inScratch } from '../../scratch';
import type { Check } from '../check';
import { trafficOf, type Traffic } from './traffic';
import type { Told } from './worker-process';

/** A Monday. */
const FROM = Date.UTC(2026, 0, 5);
/** Everybody is met in the first hour, a fifth is active in each after it; of these the last is what is counted, with the most that it may send. */
const SIZES = [
  { entities: 1_000, hours: 4, requests: 400, writes: 90 },
  { entities: 10_000, hours: 4, requests: 500, writes: 110 },
  { entities: 100_000, hours: 3, requests: 1_500, writes: 450 },
];
const SEED = 100_000;
/** MB for what is learnt: less than what ten thousand need, so that their groups take turns. */
const MEMORY = 32;
/** MB for the objects of JavaScript: who needs more dies. */
const HEAP = 512;
/** What a process may have in memory beside both, in MB: Node itself, buffers on their way to the cluster. */
const BESIDE = 256;

interface Scale {
  readonly size: (typeof SIZES)[number];
  readonly hour: Traffic;
  readonly told: readonly Told[];
}

/** One engine over a real Elasticsearch, 8 features: what closing an hour sends to the cluster, and the most memory under the same cap, by the number of entities. */
export async function run(): Promise<Check[]> {
  const program = join(process.cwd(), 'node_modules', '.cache', 'habitus', 'soak', 'engine-scale-worker.js');
  await build({
    entryPoints: [join(process.cwd(), 'bench', 'soak', 'engine-scale', 'worker-process.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
  return await inScratch(async (dir) => {
    const server = await benchServer(join(dir, 'server'));
    const proxy = await new ClusterProxy(() => server.url).listen();
    const client = connect({ nodes: [server.url] });
    await installTemplates(client, await detectCapabilities(client));
    await client.close();
    try {
      const scales: Scale[] = [];
      for (const size of SIZES) scales.push(await scaleOf(size, dir, server, proxy, program));
      return scales.flatMap(checksOf);
    } finally {
      await proxy.close();
      await server.stop();
    }
  });
}

async function scaleOf(size: (typeof SIZES)[number], dir: string, server: Server, proxy: ClusterProxy, program: string): Promise<Scale> {
  const { entities, hours } = size;
  const namespace = `scale${entities}`;
  const store = await openElasticsearch({ nodes: [server.url], namespace, clock: () => FROM + DAY });
  const storeNext = async (hour: number): Promise<void> => {
    await storeHour(store, dir, { users: entities, share: hour === 0 ? 1 : 0.2, start: FROM + hour * HOUR, seed: SEED + hour });
    // Refreshes: what one process wrote another sees only after a while.
    await store.events.find({ from: FROM, to: FROM + DAY, limit: 1 });
    proxy.asked.length = 0;
  };
  await storeNext(0);
  const times = Array.from({ length: hours }, (_, hour) => FROM + (hour + 1) * HOUR);
  const args = [`--max-old-space-size=${HEAP}`, program, proxy.url, namespace, String(MEMORY), times.join()];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const told: Told[] = [];
  let hour: Traffic | undefined;
  let cpu = cpuSecondsOf(server.pid);
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(JSON.parse(line) as Told);
    hour = trafficOf(proxy.asked.splice(0));
    process.stderr.write(`${JSON.stringify({ server: cpuSecondsOf(server.pid) - cpu, ...hour, ...told.at(-1) })}\n`);
    if (told.length === times.length) break;
    await storeNext(told.length);
    cpu = cpuSecondsOf(server.pid);
    child.stdin.write('\n');
  }
  await store.close();
  const last = told.at(-1);
  if (hour === undefined || told.length < hours || last?.buckets !== 1) {
    throw new RangeError(`expected ${hours} hours learnt of ${entities}, got ${JSON.stringify(told)}`);
  }
  return { size, hour, told };
}

function checksOf({ size, hour, told: all }: Scale): Check[] {
  const { entities } = size;
  const told = all.at(-1)!;
  const of = `an hour of ${entities.toLocaleString('en-US')} entities x 8 features`;
  const bytes = Object.entries(hour.bytes);
  return [
    { check: `requests that closing ${of} sends`, value: hour.requests, unit: 'requests', most: size.requests },
    { check: `of which write, ${of}`, value: hour.writes, unit: 'requests', most: size.writes },
    { check: `what ${of} writes to the cluster`, value: bytes.reduce((sum, [, one]) => sum + one, 0) / entities, unit: 'bytes an entity', most: 4_000 },
    {
      check: `memory of one engine with ${MEMORY} MB for what is learnt and ${HEAP} MB of heap, ${of}`,
      value: told.peak,
      unit: 'MB',
      most: MEMORY + HEAP + BESIDE,
    },
  ];
}
