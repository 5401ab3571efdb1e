import type { Client } from '@elastic/elasticsearch';
import { join } from 'node:path';
import { bucketStart, DAY, HOUR } from '../../../pkg/model';
import type { OpenOptions } from '../../../pkg/owner/habitus';
import { openHabitus } from '../../../pkg/owner/open';
import type { Metric } from '../../metric';
import { pageQueries } from '../demo/queries';
import { copyInCluster } from './copy-cluster';
import { copyAnomalies, copyRows } from './copy-embedded';
import { writeLines } from './ingest';
import { DAYS, EVENTS_A_DAY, type Learnt } from './learn';
import { eventLines } from './lines';

/** At which the design names its goal for queries. */
const MANY = 10_000;
/** Learnt truly in DuckDB before they are multiplied. */
const LEARNT = 250;

/**
 * What the pages ask of 10,000 users x 90 days in the cluster: what a backfill of fewer left there, multiplied under other names, since the backfill itself
 * would take hours. Documents are those of a true backfill but for names and ids; events are there of those who were learnt, from whom the asked-for
 * anomaly is.
 */
export async function clusterQueries(client: Client, { options, users }: Learnt): Promise<Metric[]> {
  await copyInCluster(client, options.namespace ?? 'default', Math.max(0, Math.round(MANY / users) - 1));
  return named(await pageQueries(options), 'Elasticsearch');
}

/** The same of a data directory of its own. */
export async function embeddedQueries(dir: string, seed: number): Promise<Metric[]> {
  const options: OpenOptions = { dataDir: join(dir, 'embedded') };
  const copies = MANY / LEARNT - 1;
  const from = bucketStart(Date.now(), DAY) - DAYS * DAY;
  const { path } = await writeLines(dir, 'embedded-lines', eventLines({ users: LEARNT, days: DAYS, eventsADay: EVENTS_A_DAY, from, seed }));
  await opened(options, async ({ store, engine }) => {
    await store.events.appendFile(path);
    await engine.backfill({ until: bucketStart(Date.now(), HOUR) });
  });
  await copyRows(join(options.dataDir, 'default', 'habitus.duckdb'), copies);
  await opened(options, async ({ store }) => await copyAnomalies(store, copies));
  return named(await pageQueries(options), 'DuckDB');
}

async function opened(options: OpenOptions, work: (habitus: Awaited<ReturnType<typeof openHabitus>>) => Promise<unknown>): Promise<void> {
  const habitus = await openHabitus(options);
  try {
    await work(habitus);
  } finally {
    await habitus.close();
  }
}

function named(metrics: readonly Metric[], store: string): Metric[] {
  return metrics.map((metric) => ({ ...metric, metric: `${metric.metric}, ${MANY} users x ${DAYS} days, ${store}` }));
}
