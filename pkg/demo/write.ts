import { once } from 'node:events';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import { HOUR, type Millis } from '../model';
import { LOGS, type Drafted, type Log } from './event-lines';
import type { Incident } from './incident';
import { makeOrganisation } from './organisation';

export interface WrittenDemo {
  readonly files: readonly string[];
  readonly incidents: readonly Incident[];
  readonly events: number;
  readonly from: Millis;
  readonly to: Millis;
}

/**
 * Writes the demo organisation's logs into `dir` as ECS JSON lines, a file a log, in order of time. The same seed and end give the same bytes.
 * @param end a UTC hour; default: the last full one, so that the preview looks alive
 */
export async function writeDemo({
  seed,
  dir,
  end,
  onProgress,
}: {
  seed: number;
  dir: string;
  end?: Millis;
  onProgress?: (share: number) => void;
}): Promise<WrittenDemo> {
  mkdirSync(dir, { recursive: true });
  const organisation = makeOrganisation(seed, end ?? Math.floor(Date.now() / HOUR) * HOUR);
  const path = (log: Log): string => join(dir, `${log}.ndjson`);
  const streams = Object.fromEntries(LOGS.map((log) => [log, createWriteStream(path(log))])) as Record<Log, WriteStream>;
  let events = 0;
  for (const day of organisation.days()) {
    await writeDay(day, streams, seed, events);
    events += day.length;
    onProgress?.(Math.min(1, ((day.at(-1)?.at ?? organisation.from) - organisation.from) / (organisation.to - organisation.from)));
  }
  for (const stream of Object.values(streams)) stream.end();
  await Promise.all(Object.values(streams).map((stream) => finished(stream)));
  return { files: LOGS.map(path), incidents: organisation.incidents, events, from: organisation.from, to: organisation.to };
}

async function writeDay(day: readonly Drafted[], streams: Record<Log, WriteStream>, seed: number, numberedFrom: number): Promise<void> {
  const lines: Record<Log, string[]> = { 'sign-ins': [], web: [], files: [], payments: [] };
  day.forEach(({ at, log, document }, index) => {
    const event = { ...(document.event as object), id: `demo-${seed}-${numberedFrom + index}` };
    lines[log].push(JSON.stringify({ '@timestamp': new Date(at).toISOString(), ...document, event }));
  });
  for (const log of LOGS) {
    if (lines[log].length > 0 && !streams[log].write(`${lines[log].join('\n')}\n`)) await once(streams[log], 'drain');
  }
}
