import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { tellWatermark } from '../engine/workers/watermarks';
import type { Habitus } from './habitus';

const EVERY = 5_000;

/**
 * Where others may learn what this collector brings: tells them up to when its sources are, so that no hour is closed before. Ends with the data directory;
 * what cannot be told now is told the next time, and the engines wait for a minute.
 */
export function keepTelling({ store, collector }: Pick<Habitus, 'store' | 'collector'>, signal?: AbortSignal): void {
  if (store.shared !== true) return;
  const name = `${hostname()}-${randomUUID()}`;
  const tell = (): void => void tellWatermark(store.records, name, collector.status().watermark).catch(() => undefined);
  const timer = setInterval(tell, EVERY).unref();
  signal?.addEventListener('abort', () => clearInterval(timer), { once: true });
  tell();
}
