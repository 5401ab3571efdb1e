import type { BackfillReport, Engine } from '../../engine/engine';
import type { Millis } from '../../model';
import type { ViewReader } from '../../store/elasticsearch/views/reader';
import type { ViewsReport } from '../../store/elasticsearch/views/report';
import { viewsOf } from '../../store/elasticsearch/views/viewed-store';
import { EXIT, type Command, type CommandIo } from '../command';
import type { Habitus } from '../habitus';
import { Progress } from '../progress';
import { count, moment } from '../words';
import { ReadingViews, viewsInWords } from './reading-views';

export interface BackfillArgs {
  readonly since?: Millis;
  readonly until?: Millis;
}

/** `habitus backfill`: learns and scores history in order; goes on where an interrupted one stopped. Where there are data views, says what of them was read. */
export const backfill: Command<BackfillArgs> = async (habitus, args, io) => {
  const report = await backfillWithProgress(habitus, args, io);
  const views = io.signal.aborted ? undefined : await viewsReport(habitus);
  if (io.json) await io.out(`${JSON.stringify({ ...report, ...(views && { views }) })}\n`);
  else await io.out(backfillInWords(report));
  if (views !== undefined) io.err(viewsInWords(views));
  return EXIT.done;
};

export async function backfillWithProgress(habitus: Habitus, args: BackfillArgs, io: CommandIo): Promise<BackfillReport> {
  const progress = new Progress(io, 'Learning');
  const views = viewsOf(habitus.store);
  try {
    return views === undefined ? await learn(habitus, args, io, inPlace(progress)) : await readAndLearn(habitus, views, args, io, progress);
  } finally {
    progress.end();
  }
}

type Learnt = Parameters<NonNullable<Parameters<Engine['backfill']>[0]['onProgress']>>[0];

function inPlace(progress: Progress): (learnt: Learnt) => void {
  return (learnt) => progress.update((learnt.at - learnt.from) / Math.max(1, learnt.to - learnt.from), detailOf(learnt));
}

function detailOf({ at, anomalies }: Learnt): string {
  return `${moment(at)}, ${count(anomalies)} anomalies`;
}

function learn({ engine }: Habitus, args: BackfillArgs, io: CommandIo, onProgress: (learnt: Learnt) => void): Promise<BackfillReport> {
  return engine.backfill({ ...args, signal: io.signal, onProgress });
}

/** ^C ends the search that is under way, and the next backfill begins the week again that was being counted. */
async function readAndLearn(habitus: Habitus, views: ViewReader, args: BackfillArgs, io: CommandIo, progress: Progress): Promise<BackfillReport> {
  const { engine, store, features } = habitus;
  const { oldest = 0, newest = 0 } = await store.events.extent();
  const { watermark = 0 } = await engine.status();
  const span = { from: args.since ?? Math.max(oldest, watermark), to: Math.min(args.until ?? Infinity, newest), questions: features.length };
  const reading = new ReadingViews(progress, views, span);
  try {
    return await views.interruptibly(io.signal, () => learn(habitus, args, io, (learnt) => reading.learnt(learnt.at, detailOf(learnt))));
  } finally {
    reading.end();
  }
}

async function viewsReport({ store, engine, features }: Habitus): Promise<ViewsReport | undefined> {
  const views = viewsOf(store);
  const { oldest, watermark } = await engine.status();
  if (views === undefined || oldest === undefined || watermark === undefined) return undefined;
  const { reportOn } = await import('../../store/elasticsearch/views/report');
  return reportOn(views, features, oldest, watermark);
}

export function backfillInWords({ buckets, entities, anomalies, seconds }: BackfillReport): string {
  return `${count(buckets)} buckets of ${count(entities)} entities learnt and scored in ${seconds.toFixed(1)} s, ${count(anomalies)} anomalies.\n`;
}
