import type { CalendarFile } from '../../config';
import type { ReplayReport, Volume } from '../../engine/replay/what-if';
import { HabitusError } from '../../errors';
import { entityKey, type Feature, type Millis } from '../../model';
import { EXIT, type Command } from '../command';
import { given } from '../given';
import { askedAbout } from '../scoring';
import { Progress } from '../progress';
import { count, moment } from '../words';

/** The changed configuration, as a client reads it; paths absolute. */
export interface ReplayArgs {
  readonly features: readonly string[];
  readonly zone?: string;
  readonly calendars: readonly CalendarFile[];
  /** Features that a scoring service is asked about; only the answers that were kept count. */
  readonly asked?: readonly string[];
  /** From this time on, or for so long before the end of what was learnt. */
  readonly since?: Millis;
  readonly span?: Millis;
}

/** `habitus replay`: what a changed configuration would have shown. Writes nothing but its report. */
export const replay: Command<ReplayArgs> = async ({ engine }, { features: files, zone, calendars, asked = [], since, span }, io) => {
  const { watermark, oldest } = await engine.status();
  if (watermark === undefined || oldest === undefined) {
    throw new HabitusError('HAB-CLI-001', 'nothing that was learnt', 'a data directory with history: `habitus backfill`');
  }
  const { readCalendars } = await import('../../engine/calendar/read-calendars');
  const progress = new Progress(io, 'Replaying');
  try {
    const report = await engine.replay({
      whatIf: { features: askedAbout(await definitions(files), { features: asked }), calendars: await readCalendars(calendars), ...given({ zone }) },
      since: since ?? (span === undefined ? oldest : watermark - span),
      signal: io.signal,
      onProgress: ({ at, from, to, anomalies }) => progress.update((at - from) / Math.max(1, to - from), `${moment(at)}, ${count(anomalies)} anomalies`),
    });
    progress.end();
    await io.out(io.json ? `${JSON.stringify(report)}\n` : inWords(report));
    return EXIT.done;
  } finally {
    progress.end();
  }
};

/** The shipped ones, and those of the files, which go before a shipped one of the same id. */
async function definitions(files: readonly string[]): Promise<Feature[]> {
  const [{ shippedFeatures }, { loadFeatures }] = await Promise.all([import('../../observe/shipped'), import('../../observe/load-features')]);
  return [...new Map([...shippedFeatures(), ...loadFeatures(files)].map((feature) => [feature.id, feature])).values()];
}

function inWords({ since, until, before, after, kept, lost, new: fresh, verdicts, highestLost, highestNew, resumed, seconds }: ReplayReport): string {
  const went = resumed === undefined ? '' : ` Went on from ${resumed}, where it was interrupted.`;
  return [
    `From ${since} to ${until}, in ${seconds.toFixed(1)} s.${went} Nothing live was written.`,
    `Cases: ${count(before.cases)} before, ${count(after.cases)} after.`,
    `Anomalies: ${count(before.anomalies)} before, ${count(after.anomalies)} after; ${count(kept)} kept, ${count(lost)} lost, ${count(fresh)} new.`,
    `Lost, that people had called: threat ${verdicts.lost.threat}, benign ${verdicts.lost.benign}, snoozed ${verdicts.lost.snooze}.`,
    `Kept, that people had called: threat ${verdicts.kept.threat}, benign ${verdicts.kept.benign}, snoozed ${verdicts.kept.snooze}.`,
    ...changes('severity', before, after, 'bySeverity'),
    ...changes('feature', before, after, 'byFeature'),
    ...named('Highest that are lost', highestLost),
    ...named('Highest that are new', highestNew),
    '',
  ].join('\n');
}

function changes(what: string, before: Volume, after: Volume, by: 'bySeverity' | 'byFeature'): string[] {
  const names = [...new Set([...Object.keys(before[by]), ...Object.keys(after[by])])].sort();
  return names.map((name) => `  ${what} ${name}: ${count(before[by][name] ?? 0)} to ${count(after[by][name] ?? 0)}`);
}

function named(title: string, list: ReplayReport['highestNew']): string[] {
  if (list.length === 0) return [];
  return [`${title}:`, ...list.map(({ entity, start, score, reason }) => `  ${score.toFixed(0)}  ${start}  ${entityKey(entity)}  ${reason}`)];
}
