import { join } from 'node:path';
import type { Metric } from '../../metric';
import { inScratch } from '../../scratch';
import { atMost, measured } from '../../spread';
import { idleMegabytes, startOnce } from './command';
import { pageQueries } from './queries';

const SEED = 1;

/** `habitus start` with the demo organisation as a newcomer meets it: the built command line in a process of its own; then what its pages ask. */
export async function run(): Promise<Metric[]> {
  return await inScratch(async (dir) => {
    const place = (attempt: number): string => join(dir, `data-${attempt}`);
    const first = await measured((attempt) => startOnce(place(attempt), SEED));
    const second = await measured((attempt) => startOnce(place(attempt), SEED));
    const idle = await measured(async (attempt) => ({ megabytes: await idleMegabytes(place(attempt)) }));
    const about = { seed: SEED };
    return [
      atMost('first start, from an empty folder to the printed result', first.total ?? [], 's', 60, about),
      atMost('first start: import of the organisation', first.imported ?? [], 's', 25, about),
      atMost('first start: learning and scoring six weeks', first.learnt ?? [], 's', 25, about),
      atMost('first start: all else (opening, writing the logs, the result)', first.rest ?? [], 's', 10, about),
      atMost('second start with the same data directory', second.total ?? [], 's', 5, about),
      atMost('memory ten seconds after the second start, idle', idle.megabytes ?? [], 'MB', 250, about),
      ...(await pageQueries({ dataDir: place(0) })).map((metric) => ({ ...metric, ...about })),
    ];
  });
}
