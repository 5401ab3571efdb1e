import type { Anomaly } from '../../model';
import { anomalyTable } from '../anomaly-table';
import { EXIT, type Command } from '../command';
import { given } from '../given';
import { span, type AnomalyArgs } from './span';

/** `habitus anomalies`: one row per entity and hour, highest score first. */
export const anomalies: Command<AnomalyArgs> = async (habitus, args, io) => {
  const { entity, minScore, limit } = args;
  const rows = await habitus.store.findings.anomalies({
    ...span(args),
    run: 'live',
    limit,
    ...given({ entity, minScore }),
  });
  if (io.json) for (const row of rows) await io.out(`${JSON.stringify(asJson(row))}\n`);
  else {
    await io.out(
      anomalyTable(
        rows.map((lead) => ({ lead, also: [], hours: 1, since: lead.since })),
        io.terminal
      )
    );
  }
  return EXIT.done;
};

/** The fields of a line of `anomalies --json`: these are stable. */
export function asJson(anomaly: Anomaly): Record<string, unknown> {
  const { id, entity, features, detectors, start, end, observed, expected, interval, minusLog10P, score, severity, technique, reason, receipt } = anomaly;
  return {
    id,
    entity,
    features,
    detectors,
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    observed,
    expected,
    interval,
    minusLog10P,
    score,
    severity,
    technique,
    reason,
    receipt,
  };
}
