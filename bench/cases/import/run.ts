import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createCollector } from '../../../collector/create';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import type { Metric } from '../../metric';
import { cpuSeconds, inScratch } from '../../scratch';
import { atLeast, atMost, measured } from '../../spread';
import { ecsLines, sshdLines } from './lines';

const SEED = 1_000_000;
const EVENTS = 1_000_000;

/** A million events of a file into the store: read, parsed, cleaned, enriched, encoded, stored once. */
export async function run(): Promise<Metric[]> {
  return [...(await form('ecs', ecsLines(EVENTS, SEED), 40)), ...(await form('sshd', sshdLines(EVENTS, SEED), 40))];
}

/** @param most seconds for it: 25,000 events a second, which imports a day of a large site over a coffee */
async function form(source: 'ecs' | 'sshd', lines: Iterable<string>, most: number): Promise<Metric[]> {
  const results = await inScratch(async (dir) => {
    const file = join(dir, `${source}.log`);
    await write(file, lines);
    return measured((attempt) => oneRun(file, source, join(dir, `data-${attempt}`)));
  });
  return [
    atMost(`import of 1,000,000 ${source} lines`, results.took ?? [], 's', most, { seed: SEED }),
    atLeast(`import of ${source} lines, per CPU second`, results.perCpu ?? [], 'events/s', 25_000, { seed: SEED }),
    atMost(`import of ${source} lines: peak memory of the process`, results.peak ?? [], 'MB', 1_500, { seed: SEED }),
  ];
}

async function oneRun(file: string, source: string, dir: string): Promise<{ took: number; perCpu: number; peak: number }> {
  const store = await openDuckdb({ dir, namespace: 'default', clock: Date.now });
  const collector = await createCollector({ store, dir });
  try {
    const cpu = cpuSeconds();
    const { accepted, seconds } = await collector.import([file], { source, year: 2026 });
    if (accepted !== EVENTS) throw new RangeError(`expected ${EVENTS} accepted, got ${accepted}`);
    return { took: seconds, perCpu: EVENTS / (cpuSeconds() - cpu), peak: process.resourceUsage().maxRSS / 1_000 };
  } finally {
    await collector.stop();
    await store.close();
  }
}

async function write(file: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(file, { highWaterMark: 1 << 20 });
  for (const line of lines) if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  stream.end();
  await finished(stream);
}
