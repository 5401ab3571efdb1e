import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE } from '../model';
import { detectCapabilities } from '../store/elasticsearch/capabilities';
import { connect } from '../store/elasticsearch/connection';
import { installTemplates } from '../store/elasticsearch/install';
import { describeWithOwnServer } from '../store/elasticsearch/testing/describe-on-server';
import { ClusterProxy, type Fault } from '../store/elasticsearch/testing/proxy';
import { startServer, type Server } from '../store/elasticsearch/testing/start-server';
import type { Habitus } from './habitus';
import { openHabitus } from './open';

jest.setTimeout(240_000);

const KEY = 'a2V5LWlkOmtleQ==';
const EACH = 100;

/** One collector, store and engine over a proxy in front of a real server, and a sender that never stops. */
describeWithOwnServer('faults on the whole way', (runnable) => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-faults-'));
  let server: Server;
  let proxy: ClusterProxy;
  let direct: ReturnType<typeof connect>;
  let accepts: string[] = [`ApiKey ${KEY}`];
  const start = async (port: number, settings: Readonly<Record<string, string>> = {}): Promise<void> => {
    server = await startServer(runnable, { dataDir: join(dir, 'data'), port, settings });
  };
  const restart = async (settings: Readonly<Record<string, string>> = {}): Promise<void> => {
    const { port } = new URL(server.url);
    await server.stop();
    await start(Number(port), settings);
  };
  beforeAll(async () => {
    await start(0);
    direct = connect({ nodes: [server.url] });
    await installTemplates(direct, await detectCapabilities(direct));
    proxy = await new ClusterProxy(() => server.url, { accepts: () => accepts }).listen();
  });
  afterAll(async () => {
    await proxy.close();
    await direct.close();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  /** What is the matter, what health says of it, and how it begins and ends. `gone`: what was stored before is lost with it. */
  interface Matter {
    readonly what: string;
    readonly health: RegExp;
    readonly begin: (namespace: string) => void | Promise<unknown>;
    readonly end: (namespace: string) => void | Promise<unknown>;
    readonly gone?: true;
  }
  const proxied = (fault: Fault, path = ''): Pick<Matter, 'begin' | 'end'> => ({
    begin: () => void (proxy.fault = (asked) => (asked.path.includes(path) ? fault : undefined)),
    end: () => void (proxy.fault = undefined),
  });
  const blocked = (namespace: string, on: boolean | null): Promise<unknown> =>
    direct.indices.putSettings({ index: `logs-habitus.events-${namespace}`, settings: { 'index.blocks.read_only_allow_delete': on } });
  let skew = 0;

  const MATTERS: readonly Matter[] = [
    {
      what: 'a cluster that is too busy to write: 429',
      health: /takes no writes since \S+Z: HTTP 429 es_rejected_execution_exception/,
      ...proxied({ answer: 429, type: 'es_rejected_execution_exception' }, '_bulk'),
    },
    {
      what: 'a cluster without a master: 503',
      health: /^HAB-STORE-003: .*HTTP 503 cluster_block_exception/,
      ...proxied({ answer: 503, type: 'cluster_block_exception' }),
    },
    { what: 'a slow cluster', health: /slow: its own health took it \d\.\d s/, ...proxied({ delay: 2_000 }) },
    {
      what: 'a cluster so slow that nobody waits for its answers any more',
      health: /^HAB-STORE-003: expected Elasticsearch to answer, got TimeoutError/,
      ...proxied({ delay: 4_500 }),
    },
    {
      what: 'answers of writes that are lost',
      health: /takes no writes since .*(ECONNRESET|socket hang up|other side closed)/,
      ...proxied({ cut: 'answer' }, '_bulk'),
    },
    {
      what: 'a disk beyond its flood stage',
      health: /takes nothing for habitus\.events-\S+-000001 \(index\.blocks\.read_only_allow_delete: the disk is full\)/,
      begin: (namespace) => blocked(namespace, true),
      end: (namespace) => blocked(namespace, null),
    },
    {
      what: 'a key that has expired',
      health: /^HAB-STORE-006: .*HTTP 401 security_exception.*habitus elasticsearch check/,
      begin: () => void (accepts = []),
      end: () => void (accepts = [`ApiKey ${KEY}`]),
    },
    {
      what: 'a clock of ours that is 10 minutes ahead',
      health: /clocks differ: ours is 10\.0 minutes ahead/,
      begin: () => void (skew = 10 * MINUTE),
      end: () => void (skew = 0),
    },
    {
      what: 'a clock of ours that is 10 minutes behind',
      health: /clocks differ: ours is 10\.0 minutes behind/,
      begin: () => void (skew = -10 * MINUTE),
      end: () => void (skew = 0),
    },
    {
      what: 'an index that somebody deletes',
      health: /logs-habitus\.events-\S+ was deleted by somebody before \S+Z and made again: what was in it is gone/,
      begin: (namespace) => direct.indices.delete({ index: `habitus.events-${namespace}-000001` }),
      end: () => undefined,
      gone: true,
    },
    { what: 'kill -9 of the node', health: /^HAB-STORE-003/, begin: () => server.kill(), end: () => restart() },
    {
      what: 'a node that is started again with next to no memory for writes, and once more with enough',
      health: /takes no writes since \S+Z: .*es_rejected_execution_exception/,
      begin: () => restart({ 'indexing_pressure.memory.limit': '1kb' }),
      end: () => restart(),
    },
  ];

  test.each(MATTERS.map((matter, at) => [matter.what, matter, at] as const))('%s', async (_what, matter, at) => {
    const namespace = `fault${at}`;
    const habitus = await openHabitus({
      dataDir: join(dir, namespace),
      namespace,
      store: { elasticsearch: { nodes: [proxy.url], apiKey: KEY, timeout: 4_000 } },
      clock: () => Date.now() + skew,
    });
    try {
      const sender = new Sender(await habitus.collector.listen({ host: '127.0.0.1', port: 0 }));
      await sender.send(5);
      await habitus.collector.flush();
      await settled(habitus);
      const before = sender.acknowledged;
      await matter.begin(namespace);
      const seen = await saidMeanwhile(habitus, sender, matter.health);
      expect(seen).toMatch(matter.health);
      await matter.end(namespace);
      await sender.send(5);
      await settled(habitus);
      const { count } = await habitus.store.events.extent();
      expect(count).toBe(sender.acknowledged - (matter.gone === undefined ? 0 : before));
      await habitus.engine.tick();
      expect(habitus.collector.status()).toMatchObject({ received: sender.acknowledged, deadLettered: {} });
    } finally {
      [proxy.fault, accepts, skew] = [undefined, [`ApiKey ${KEY}`], 0];
      await habitus.close();
    }
  });
});

/** Sends on, and lets the engine try too, until health says what is the matter. @returns its last words */
async function saidMeanwhile({ store, engine }: Habitus, sender: Sender, expected: RegExp): Promise<string> {
  let said = '';
  // Its own timer would do the same every 15 s, and say in its status what failed.
  const learning = engine.tick().catch(() => undefined);
  for (const end = Date.now() + 40_000; Date.now() < end && !expected.test(said); await sleep(100)) {
    await sender.send(1);
    said = (await store.health()).detail;
  }
  void learning;
  return said;
}

/** All that was acknowledged is in the store, and health has nothing more to say. */
async function settled({ store, collector }: Habitus): Promise<void> {
  for (const end = Date.now() + 90_000; Date.now() < end; await sleep(100)) {
    const flushed = await collector.flush().then(
      () => true,
      () => false
    );
    if (flushed && (await store.health()).ok && collector.status().deliveryError === undefined) return;
  }
  throw new Error(`not settled: ${(await store.health()).detail}; ${collector.status().deliveryError ?? ''}`);
}

/** Posts events that all differ, some of them of senders whose clocks are ten minutes off, and counts what was acknowledged. */
class Sender {
  public acknowledged = 0;
  private sent = 0;

  public constructor(private readonly url: string) {}

  public async send(batches: number): Promise<void> {
    for (let batch = 0; batch < batches; batch++) {
      const body = Array.from({ length: EACH }, () => this.line()).join('\n');
      const answer = await fetch(`${this.url}/v1/sources/ecs`, { method: 'POST', body });
      if (answer.status === 200) this.acknowledged += EACH;
    }
  }

  private line(): string {
    const n = this.sent++;
    const off = [0, 10, -10][n % 3] ?? 0;
    const event = { id: `e${n}`, category: ['authentication'], outcome: n % 7 === 0 ? 'failure' : 'success', dataset: 'faults' };
    return JSON.stringify({ '@timestamp': new Date(Date.now() + off * MINUTE).toISOString(), event, user: { name: `u${n % 50}` } });
  }
}
