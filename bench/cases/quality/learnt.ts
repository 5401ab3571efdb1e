import { join, resolve } from 'node:path';
import type { ImportReport } from '../../../collector/collector';
import { openHabitus } from '../../../pkg/owner/open';
import type { Habitus } from '../../../pkg/owner/habitus';
import { inScratch } from '../../scratch';

export interface Input {
  /** Writes the logs into a folder, or names files that exist. */
  readonly files: (dir: string) => readonly string[] | Promise<readonly string[]>;
  readonly source: string;
  readonly year?: number;
  /** Definition files beyond the shipped ones, from the root of the repository. */
  readonly features?: readonly string[];
}

export interface Learnt {
  readonly habitus: Habitus;
  readonly imported: ImportReport;
  readonly seconds: number;
}

/** Logs through the real collector into a store of their own, learnt and scored by the real engine, as `habitus import` and `habitus backfill` do. */
export async function learnt<T>({ files, source, year, features = [] }: Input, ask: (learnt: Learnt) => Promise<T>): Promise<T> {
  return await inScratch(async (dir) => {
    const habitus = await openHabitus({ dataDir: join(dir, 'data'), features: features.map((file) => resolve(file)) });
    try {
      const imported = await habitus.collector.import(await files(dir), { source, ...(year !== undefined && { year }) });
      if (imported.accepted === 0) throw new RangeError(`expected events of ${source}, got ${JSON.stringify(imported)}`);
      const { seconds } = await habitus.engine.backfill({});
      return await ask({ habitus, imported, seconds });
    } finally {
      await habitus.close();
    }
  });
}
