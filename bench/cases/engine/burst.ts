import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bucketStart, DAY, HOUR } from '../../../pkg/model';
import { openHabitus } from '../../../pkg/owner/open';
import type { Habitus } from '../../../pkg/owner/habitus';
import { inScratch } from '../../scratch';
import { logsRequest } from '../otlp/request';
import { storeDay } from './population';

const USERS = 300;
const DAYS = 14;
const BURSTS = 12;
/** Between two bursts, in ms: so that they come at all moments of the 15 seconds between two rounds. */
const APART = 3_700;
const FAILURES = 40;
/** Score from which an anomaly is shown. */
const SHOWN = 30;
/** Longer than any goal: one that is not found by then counts as this. */
const LONGEST = 120_000;

/**
 * Seconds from the answer to the sender of a burst of failed sign-ins over OTLP to an anomaly of that user which a query finds, by the real clock: received,
 * synced, stored, counted, scored by the live engine's own rounds. After two weeks of 300 users.
 */
export async function bursts(seed: number): Promise<number[]> {
  return await inScratch(async (dir) => {
    const habitus = await openHabitus({ dataDir: join(dir, 'data') });
    try {
      const today = bucketStart(Date.now(), DAY);
      for (let day = today - DAYS * DAY; day < today; day += DAY) await storeDay(habitus.store, dir, { users: USERS, day, seed: seed + day / HOUR });
      await habitus.engine.backfill({ until: bucketStart(Date.now(), HOUR) });
      habitus.engine.start(() => habitus.collector.status().watermark);
      const address = await habitus.collector.listen({ host: '127.0.0.1', port: 0 });
      return await Promise.all(
        Array.from({ length: BURSTS }, async (_, n) => {
          await sleep(n * APART);
          return await oneBurst(habitus, address, `user${n}`);
        })
      );
    } finally {
      await habitus.close();
    }
  });
}

async function oneBurst({ store }: Habitus, address: string, user: string): Promise<number> {
  const now = Date.now();
  const attributes = {
    'event.category': 'authentication',
    'event.action': 'login',
    'event.outcome': 'failure',
    'user.name': user,
    'client.address': '10.9.8.7',
  };
  const records = Array.from({ length: FAILURES }, (_, n) => ({ at: now - FAILURES + n, attributes }));
  const body = logsRequest({ 'service.name': 'shop' }, records);
  const sent = await fetch(new URL('/v1/logs', address), {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: Uint8Array.from(body),
  });
  if (!sent.ok) throw new Error(`burst: expected 200, got ${sent.status} ${await sent.text()}`);
  const received = performance.now();
  const query = { entity: { type: 'user', id: user }, from: now - HOUR, to: now + HOUR, minScore: SHOWN, limit: 1 } as const;
  while (performance.now() - received < LONGEST && (await store.findings.anomalies(query)).length === 0) await sleep(100);
  return (performance.now() - received) / 1_000;
}
