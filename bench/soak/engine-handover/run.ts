import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readLeaseTable } from '../../../pkg/engine/workers/session';
import { detectCapabilities } from '../../../pkg/store/elasticsearch/capabilities';
import { connect } from '../../../pkg/store/elasticsearch/connection';
import { installTemplates } from '../../../pkg/store/elasticsearch/install';
import { openElasticsearch } from '../../../pkg/store/elasticsearch/open';
import type { Store } from '../../../pkg/store/store';
import { benchServer } from '../../cases/elasticsearch/server-process';
import { inScratch } from '../../scratch';
import type { Check } from '../check';

const ROUNDS = 3;
const HABITUS = join(process.cwd(), 'dist', 'cli', 'habitus.js');
const LEASES = 17;
const PATIENCE = 90_000;

/** Two real `habitus engine` over a real Elasticsearch; one is ended, by the book or by kill -9: seconds until the other holds all that it held. */
export async function run(rounds = ROUNDS): Promise<Check[]> {
  return await inScratch(async (dir) => {
    const server = await benchServer(join(dir, 'server'));
    const client = connect({ nodes: [server.url] });
    await installTemplates(client, await detectCapabilities(client));
    await client.close();
    const store = await openElasticsearch({ nodes: [server.url], namespace: 'default', clock: Date.now });
    try {
      const took = { SIGKILL: 0, SIGTERM: 0 };
      for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
        for (let round = 0; round < rounds; round++) took[signal] = Math.max(took[signal], await handOver(store, server.url, signal));
      }
      return [
        { check: `${rounds} times kill -9: longest until another engine holds its partitions`, value: took.SIGKILL, unit: 's', most: 30 },
        { check: `${rounds} times SIGTERM: longest until another engine holds its partitions`, value: took.SIGTERM, unit: 's', most: 30 },
      ];
    } finally {
      await store.close();
      await server.stop();
    }
  });
}

async function handOver(store: Store, url: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<number> {
  // Those of the round before are seen to be dead first.
  const engines = [engine(url), engine(url)];
  try {
    const before = await until(store, (held) => held.size === engines.length && engines.every(({ pid }) => held.has(pid!)) && sum(held) === LEASES);
    // The one that has the most to hand over.
    const [stays, ended] = [...engines].sort((a, b) => before.get(a.pid!)! - before.get(b.pid!)!) as [ChildProcess, ChildProcess];
    const began = performance.now();
    ended.kill(signal);
    await until(store, (held) => held.get(stays.pid!) === LEASES);
    return (performance.now() - began) / 1_000;
  } finally {
    for (const each of engines) await gone(each);
  }
}

function engine(url: string): ChildProcess {
  const env = { ...process.env, HABITUS_STORE: 'elasticsearch', HABITUS_ELASTICSEARCH_URL: url };
  return spawn(process.execPath, [HABITUS, 'engine'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Looks five times a second at how many leases each process that takes part holds. @throws Error when that does not come about */
async function until(store: Store, isSo: (held: ReadonlyMap<number, number>) => boolean): Promise<ReadonlyMap<number, number>> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const held = await leasesByProcess(store);
    if (isSo(held)) return held;
    if (performance.now() > deadline) throw new Error(`expected the leases to change hands, got ${JSON.stringify([...held])} after ${PATIENCE / 1_000} s`);
    await sleep(200);
  }
}

async function leasesByProcess(store: Store): Promise<Map<number, number>> {
  const { members, leases } = await readLeaseTable(store.state);
  const counts = Object.entries(members).map(([session, { name }]): [number, number] => {
    const own = Object.values(leases).filter(({ holder }) => holder === session);
    return [Number(name.split(':').at(-1)), own.length];
  });
  return new Map(counts);
}

function sum(held: ReadonlyMap<number, number>): number {
  return [...held.values()].reduce((total, one) => total + one, 0);
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
