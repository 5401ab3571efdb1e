import type { Alert, Alerts } from '../../engine/alerts/alerts';
import { anomalyTable } from '../anomaly-table';
import { EXIT, type Command } from '../command';
import { count } from '../words';
import { caseAsJson } from './cases';

export interface AlertsArgs {
  readonly now: number;
}

/** `habitus alerts`: what an alert rule would fire for now. */
export const alerts: Command<AlertsArgs> = async ({ engine }, { now }, io) => {
  const found = await engine.alerts(now);
  if (!io.json) {
    await io.out(
      inWords(
        found,
        anomalyTable(
          found.firing.map(({ row }) => row),
          io.terminal
        )
      )
    );
  } else {
    for (const line of [...found.firing.map(firingAsJson), ...found.overflow.map((row) => ({ ...caseAsJson(row), alert: 'overflow' }))]) {
      await io.out(`${JSON.stringify(line)}\n`);
    }
  }
  return EXIT.done;
};

function firingAsJson({ row, at }: Alert): Record<string, unknown> {
  return { ...caseAsJson(row), alert: 'firing', admitted: new Date(at).toISOString() };
}

function inWords({ firing, overflow, admitted, expectedFalse }: Alerts, table: string): string {
  const beyond = overflow.length === 0 ? '' : `${count(overflow.length)} more would fire, had the budget of the day room.\n`;
  const chance = `${count(admitted.length)} admitted in the last 24 hours; ${expectedFalse.toFixed(1)} anomalies were to be expected by chance.\n`;
  return `${firing.length === 0 ? 'Nothing fires.\n' : table}${beyond}${chance}`;
}
