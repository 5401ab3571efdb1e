import type { Client } from '@elastic/elasticsearch';
import { join } from 'node:path';
import { openHabitus } from '../../../pkg/owner/open';
import type { OpenOptions } from '../../../pkg/owner/habitus';
import { bucketStart, DAY, HOUR } from '../../../pkg/model';
import type { Server } from '../../../pkg/store/elasticsearch/testing/start-server';
import { cpuSeconds, seconds } from '../../scratch';
import { bytesOf, writeLines } from './ingest';
import { eventLines } from './lines';
import { cpuSecondsOf } from './server-process';

export const DAYS = 90;
export const EVENTS_A_DAY = 6;

export interface Learnt {
  readonly options: OpenOptions;
  readonly users: number;
  readonly events: number;
  readonly took: number;
  readonly own: number;
  readonly server: number;
  /** Bytes of everything but events. */
  readonly bytes: number;
  readonly eventBytes: number;
}

/** So many users for 90 days up to now: into the cluster, then learnt by every shipped feature. Only the learning is timed. */
export async function learn(server: Server, client: Client, dir: string, users: number, seed: number): Promise<Learnt> {
  const from = bucketStart(Date.now(), DAY) - DAYS * DAY;
  const { path, events } = await writeLines(dir, `users${users}`, eventLines({ users, days: DAYS, eventsADay: EVENTS_A_DAY, from, seed }));
  const namespace = `users${users}`;
  const options = { dataDir: join(dir, namespace), namespace, store: { elasticsearch: { nodes: [server.url] } } };
  const habitus = await openHabitus(options);
  try {
    await habitus.store.events.appendFile(path);
    const [own, theirs] = [cpuSeconds(), cpuSecondsOf(server.pid)];
    const took = await seconds(() => habitus.engine.backfill({ until: bucketStart(Date.now(), HOUR) }));
    const spent = { took, own: cpuSeconds() - own, server: cpuSecondsOf(server.pid) - theirs };
    const kinds = ['observations', 'state', 'records', 'findings', 'anomalies', 'receipts', 'risk'];
    // The indices of months too.
    const bytes = await bytesOf(
      client,
      kinds.flatMap((kind) => [`habitus.${kind}-${namespace}`, `habitus.${kind}-${namespace}.*`])
    );
    return { options, users, events, ...spent, bytes, eventBytes: await bytesOf(client, `logs-habitus.events-${namespace}`) };
  } finally {
    await habitus.close();
  }
}
