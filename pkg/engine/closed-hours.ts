import { channel } from 'node:diagnostics_channel';
import type { BackfillReport } from './engine';

/** What a round of closing hours came to, told to whoever watches the process. */
export interface ClosedHours extends Pick<BackfillReport, 'buckets' | 'anomalies' | 'seconds'> {
  readonly namespace: string;
}

const closed = channel('habitus.engine.closed-hours');

/** A round that closed nothing is not told. */
export function tellClosed(namespace: string, { buckets, anomalies, seconds }: BackfillReport): void {
  if (buckets > 0 && closed.hasSubscribers) closed.publish({ namespace, buckets, anomalies, seconds } satisfies ClosedHours);
}

/** @returns ends the watching */
export function watchClosed(watch: (hours: ClosedHours) => void): () => void {
  const listener = (message: unknown): void => watch(message as ClosedHours);
  closed.subscribe(listener);
  return () => void closed.unsubscribe(listener);
}
