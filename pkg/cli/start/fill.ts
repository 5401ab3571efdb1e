import { tmpdir } from 'node:os';
import type { ImportReport } from '../../../collector/collector';
import type { CommandIo } from '../../owner/command';
import { backfillInWords, backfillWithProgress } from '../../owner/commands/backfill';
import { importInWords, importWithProgress } from '../../owner/commands/import';
import { plantedDemo, rememberDemo } from '../../owner/demo-record';
import type { Habitus } from '../../owner/habitus';
import { demoEnd, withDemoFiles, type DemoRecord } from './demo';
import type { StartPlan } from './plan';

/** Puts in what is missing: the newcomer's logs, or the demo organisation where there is nothing yet; then learns what is new. */
export async function fill(habitus: Habitus, plan: StartPlan, io: CommandIo): Promise<void> {
  const report = plan.logs === undefined ? await fillWithDemo(habitus, plan, io) : await importWithProgress(habitus.collector, plan.logs, io);
  if (report !== undefined) await say(io, 'imported', report, importInWords(report));
  if (io.signal.aborted) return;
  if (report?.oldest !== undefined && report.accepted > 0) await habitus.engine.imported(report.oldest);
  const learnt = await backfillWithProgress(habitus, {}, io);
  if (learnt.buckets > 0 || io.json) await say(io, 'learnt', learnt, backfillInWords(learnt));
}

async function fillWithDemo(habitus: Habitus, plan: StartPlan, io: CommandIo): Promise<ImportReport | undefined> {
  const { pseudonyms } = habitus;
  const { records, events } = habitus.store;
  const known = await plantedDemo<DemoRecord>(records);
  if (known?.complete === true || (known === undefined && (await events.extent()).count > 0)) return undefined;
  const { seed, end } = known ?? { seed: plan.seed, end: demoEnd(Date.now()) };
  io.err(`An organisation of 300 people and 30 services, six weeks, eight incidents planted in it (seed ${seed}).\n`);
  return withDemoFiles({ seed, end, dir: habitus.pseudonyms === undefined ? habitus.dataDir : tmpdir() }, io, async (paths, incidents) => {
    await rememberDemo(records, { seed, end, incidents, complete: false } satisfies DemoRecord, pseudonyms);
    const report = await importWithProgress(habitus.collector, { paths, source: 'ecs' }, io);
    if (!io.signal.aborted) await rememberDemo(records, { seed, end, incidents, complete: true } satisfies DemoRecord, pseudonyms);
    return report;
  });
}

async function say(io: CommandIo, what: string, report: unknown, words: string): Promise<void> {
  if (io.json) await io.out(`${JSON.stringify({ [what]: report })}\n`);
  else io.err(words);
}
