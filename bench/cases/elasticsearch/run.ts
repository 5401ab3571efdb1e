import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { detectCapabilities } from '../../../pkg/store/elasticsearch/capabilities';
import { connect } from '../../../pkg/store/elasticsearch/connection';
import { installTemplates } from '../../../pkg/store/elasticsearch/install';
import type { Metric } from '../../metric';
import { inScratch } from '../../scratch';
import { atLeast, atMost, measured } from '../../spread';
import { grouping } from './grouping';
import { ingestOnce, writeLines } from './ingest';
import { learn, DAYS, EVENTS_A_DAY, type Learnt } from './learn';
import { eventLines } from './lines';
import { clusterQueries, embeddedQueries } from './many';
import { benchServer } from './server-process';
import { sizingPage } from './sizing-page';
import { tailLoad } from './tail';

const SEED = 4_242;
const ABOUT = { seed: SEED };
const WARM_UP = 99;
const INGESTED = { users: 5_000, days: 4, eventsADay: 5, from: Date.UTC(2026, 0, 5), seed: SEED };
/** Of which history is learnt. HABITUS_BENCH_USERS names others: 10000 takes an hour or more. */
const USERS = (process.env['HABITUS_BENCH_USERS'] ?? '100,1000').split(',').map(Number);

/** The clustered store on a real server of its own, one node on this machine: what it takes, keeps, learns and answers. Writes docs/sizing.md. */
export async function run(): Promise<Metric[]> {
  return await inScratch(async (dir) => {
    const server = await benchServer(join(dir, 'server'));
    const client = connect({ nodes: [server.url], timeout: 600_000 });
    try {
      await installTemplates(client, await detectCapabilities(client));
      const { path } = await writeLines(dir, 'ingest', eventLines(INGESTED));
      // A server that has just begun compiles itself first.
      await ingestOnce(server, client, path, WARM_UP);
      const ingest = await measured((attempt) => ingestOnce(server, client, path, attempt));
      const grouped = await grouping(client, server.pid, SEED);
      const curve: Learnt[] = [];
      for (const users of USERS) curve.push(await learn(server, client, dir, users, SEED));
      const largest = curve.at(-1);
      if (largest === undefined) throw new RangeError('expected a number of users, got none');
      const load = await tailLoad(server.pid, largest.options);
      const queries = [...(await clusterQueries(client, largest)), ...(await embeddedQueries(dir, SEED))].map((metric) => ({ ...metric, ...ABOUT }));
      const metrics = [
        ...ingestMetrics(ingest),
        groupingMetric(grouped),
        ...curve.flatMap(learnMetrics),
        atMost('added load of tailing 1,000 events/s', [load], '% of a core', 50, ABOUT),
        ...queries,
      ];
      await writeFile(join(process.cwd(), 'docs', 'sizing.md'), sizingPage(metrics));
      return metrics;
    } finally {
      await client.close();
      await server.stop();
    }
  });
}

/** What is used, beside what is not. */
function groupingMetric({ composite, partitions }: Awaited<ReturnType<typeof grouping>>): Metric {
  const peerValue = [...partitions].sort((a, b) => a - b)[partitions.length >> 1] ?? NaN;
  const peer = 'terms with ten partitions';
  return atMost('counting an hour of 100,000 entities by composite: CPU of the server', composite, 's', 10, { ...ABOUT, peer, peerValue });
}

function ingestMetrics(results: Readonly<Record<string, readonly number[]>>): Metric[] {
  const { ours = [], bare = [], overhead = [], serverOverhead = [], perServerCpu = [], perOwnCpu = [], bytes = [] } = results;
  return [
    atLeast('events into the server', ours, 'events/s', 10_000, {
      ...ABOUT,
      peer: 'a bare bulk client',
      peerValue: [...bare].sort((a, b) => a - b)[bare.length >> 1] ?? NaN,
    }),
    atMost('more time than a bare bulk client', overhead, '%', 30, ABOUT),
    atMost('more CPU of the server than a bare bulk client', serverOverhead, '%', 30, ABOUT),
    atLeast('events per CPU second of the server', perServerCpu, 'events/s', 10_000, ABOUT),
    atLeast('events per CPU second of the store in our process', perOwnCpu, 'events/s', 60_000, ABOUT),
    atMost('disk of an event, one segment, without best_compression', bytes, 'bytes', 250, ABOUT),
  ];
}

/** The goal is that of the embedded store: 10,000 users x 90 days x 50 events in five minutes, in proportion. */
function learnMetrics({ users, events, took, own, server, bytes, eventBytes }: Learnt): Metric[] {
  const of = `${users} users x ${DAYS} days x ${EVENTS_A_DAY} events`;
  return [
    atMost(`backfill of ${of}`, [took], 's', Math.max(30, (300 * users) / 10_000), ABOUT),
    atMost(`backfill of ${of}: CPU of our process`, [own], 's', Math.max(30, (300 * users) / 10_000), ABOUT),
    atMost(`backfill of ${of}: CPU of the server`, [server], 's', Math.max(30, (300 * users) / 10_000), ABOUT),
    atMost(`disk of what is learnt, ${of}`, [bytes / users / DAYS], 'bytes per user and day', 2_000, ABOUT),
    atMost(`disk of events, ${of}`, [eventBytes / events], 'bytes', 250, ABOUT),
  ];
}
