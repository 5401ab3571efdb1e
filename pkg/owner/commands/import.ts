import type { ImportOptions, ImportReport } from '../../../collector/collector';
import { EXIT, type Command } from '../command';
import { given } from '../given';
import { rememberDemo } from '../demo-record';
import { Progress } from '../progress';
import { bytes, count, counts } from '../words';

export interface ImportArgs {
  readonly paths: readonly string[];
  readonly source?: string;
  readonly mapping?: string;
  readonly year?: number;
  readonly zone?: string;
  /** When the files are a demo: how it was made and what was planted, kept beside the data so that `start` can say what was found. */
  readonly demo?: unknown;
}

/** `habitus import`: files and folders through the whole collector, then what became of every record. */
export const importPaths: Command<ImportArgs> = async (habitus, args, io) => {
  const report = await importWithProgress(habitus.collector, args, io);
  if (report.oldest !== undefined && report.accepted > 0) await habitus.engine.imported(report.oldest);
  if (args.demo !== undefined) await rememberDemo(habitus.store.records, args.demo, habitus.pseudonyms);
  if (io.json) await io.out(`${JSON.stringify(report)}\n`);
  else await io.out(importInWords(report));
  return EXIT.done;
};

/** The same without the last word: what `start` and `demo` do first. */
export async function importWithProgress(
  collector: { import(paths: readonly string[], options: ImportOptions): Promise<ImportReport> },
  { paths, source, mapping, year, zone }: ImportArgs,
  io: Parameters<Command<ImportArgs>>[2]
): Promise<ImportReport> {
  const progress = new Progress(io, 'Importing');
  const began = Date.now();
  try {
    return await collector.import(paths, {
      ...given({ source, mapping, year, zone }),
      signal: io.signal,
      onProgress: (done) => {
        const rate = done.records / Math.max(0.001, (Date.now() - began) / 1_000);
        progress.update(done.ofBytes > 0 ? done.bytes / done.ofBytes : 0, `${bytes(done.bytes)} of ${bytes(done.ofBytes)}, ${count(rate)} events/s`);
      },
    });
  } finally {
    progress.end();
  }
}

export function importInWords(report: ImportReport): string {
  const refused = { duplicates: report.duplicates, dropped: counts(report.dropped), 'dead letters': counts(report.deadLettered) };
  const rest = Object.entries(refused).flatMap(([what, n]) =>
    n === 0 ? [] : typeof n === 'number' ? [`${count(n)} ${what}`] : n === '' ? [] : [`${what}: ${n}`]
  );
  const assumed = report.files.flatMap(({ path, assumed: what }) => (what === undefined ? [] : [`${path}: ${what}\n`]));
  const head = `${count(report.received)} records read, ${count(report.accepted)} events stored in ${report.seconds.toFixed(1)} s`;
  return `${[head, ...rest].join('; ')}.\n${assumed.join('')}`;
}
