import type { BackfillReport } from '../../engine/engine';
import type { Millis } from '../../model';
import { EXIT, type Command, type CommandIo } from '../command';
import type { Habitus } from '../habitus';
import { Progress } from '../progress';
import { count, moment } from '../words';

export interface BackfillArgs {
  readonly since?: Millis;
  readonly until?: Millis;
}

/** `habitus backfill`: learns and scores history in order; goes on where an interrupted one stopped. */
export const backfill: Command<BackfillArgs> = async (habitus, args, io) => {
  const report = await backfillWithProgress(habitus, args, io);
  if (io.json) await io.out(`${JSON.stringify(report)}\n`);
  else await io.out(backfillInWords(report));
  return EXIT.done;
};

export async function backfillWithProgress({ engine }: Habitus, args: BackfillArgs, io: CommandIo): Promise<BackfillReport> {
  const progress = new Progress(io, 'Learning');
  try {
    return await engine.backfill({
      ...args,
      signal: io.signal,
      onProgress: ({ at, from, to, anomalies }) => progress.update((at - from) / Math.max(1, to - from), `${moment(at)}, ${count(anomalies)} anomalies`),
    });
  } finally {
    progress.end();
  }
}

export function backfillInWords({ buckets, entities, anomalies, seconds }: BackfillReport): string {
  return `${count(buckets)} buckets of ${count(entities)} entities learnt and scored in ${seconds.toFixed(1)} s, ${count(anomalies)} anomalies.\n`;
}
