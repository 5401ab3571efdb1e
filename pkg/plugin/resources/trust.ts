import { MINUTE, type Trust } from '../../model';
import type { Habitus } from '../../owner/habitus';

const SILENT_AFTER = 10 * MINUTE;

/** "Can I trust this list?": how fresh, how far, what is silent, what was lost. */
export async function trust({ store, engine, collector }: Habitus, now: number): Promise<Trust> {
  const [extent, status] = await Promise.all([store.events.extent(), engine.status()]);
  const intake = collector.status();
  const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, one) => total + one, 0);
  return {
    now,
    sources: extent.sources,
    silentSources: extent.sources.filter(({ newest }) => newest < now - SILENT_AFTER).map(({ source, newest }) => ({ source, newest })),
    watched: status.entities,
    deadLettered: sum(intake.deadLettered),
    dropped: sum(intake.dropped),
    late: intake.late,
    budgetPerDay: status.budgetPerDay ?? 0,
    ...(extent.newest !== undefined && { newestEvent: extent.newest, dataEnd: extent.newest }),
    ...(extent.oldest !== undefined && { dataStart: extent.oldest }),
    ...(status.watermark !== undefined && { scoredUpTo: status.watermark }),
    ...(status.claimedOneInThousand !== undefined && { claimedOneInThousand: status.claimedOneInThousand }),
  };
}
