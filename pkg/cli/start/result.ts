import { findIncidents, type Incident } from '../../demo';
import type { RankedAnomaly } from '../../engine/engine';
import { anomalyTable } from '../../owner/anomaly-table';
import type { CommandIo } from '../../owner/command';
import { caseAsJson } from '../../owner/commands/cases';
import { span } from '../../owner/commands/span';
import { plantedDemo } from '../../owner/demo-record';
import type { Habitus } from '../../owner/habitus';
import type { DemoRecord } from './demo';

const COUNTED = 20;
const PRINTED = 10;

/** The short table of what is unusual and, where the data is a demo, how much of what was planted stands in the top 20. */
export async function printResult(habitus: Habitus, io: CommandIo): Promise<void> {
  const rows = await habitus.engine.ranking({ ...span({}), limit: COUNTED });
  const demo = await plantedDemo<DemoRecord>(habitus.store.records);
  if (io.json) await printLines(rows, demo?.incidents, io);
  else await io.out(`\n${anomalyTable(rows.slice(0, PRINTED), io.terminal)}${demo === undefined ? '' : `\n${incidentsInWords(demo.incidents, rows)}`}`);
}

async function printLines(rows: readonly RankedAnomaly[], planted: readonly Incident[] | undefined, io: CommandIo): Promise<void> {
  for (const row of rows) await io.out(`${JSON.stringify({ anomaly: caseAsJson(row) })}\n`);
  if (planted !== undefined) await io.out(`${JSON.stringify({ incidents: findIncidents(planted, rows) })}\n`);
}

/** `7 of 8 planted incidents are in the top 20. Missed: ...` */
export function incidentsInWords(planted: readonly Incident[], rows: readonly RankedAnomaly[]): string {
  const { found, missed } = findIncidents(planted, rows);
  const head = `${found.length} of ${planted.length} planted incidents are in the top ${COUNTED}.`;
  const list = (mark: string, incidents: readonly Incident[]): string[] => incidents.map(({ kind, title }) => `  ${mark} ${kind}: ${title}`);
  return `${[head, ...list('found ', found), ...list('missed', missed)].join('\n')}\n`;
}
