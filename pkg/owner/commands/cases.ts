import type { RankedAnomaly } from '../../engine/engine';
import { anomalyTable } from '../anomaly-table';
import { EXIT, type Command } from '../command';
import { given } from '../given';
import { asJson } from './anomalies';
import { span, type AnomalyArgs } from './span';

/** `habitus cases`: what triage shows and `start` prints. One row an incident, over entities and hours. */
export const cases: Command<AnomalyArgs> = async (habitus, args, io) => {
  const { minScore, entity, limit } = args;
  const rows = await habitus.engine.ranking({ ...span(args), limit, ...given({ minScore, entity }) });
  if (!io.json) await io.out(anomalyTable(rows, io.terminal));
  else for (const row of rows) await io.out(`${JSON.stringify(caseAsJson(row))}\n`);
  return EXIT.done;
};

/** The fields of its highest anomaly, with the case's own id, span, other entities, and the ids of its anomalies in order of time. */
export function caseAsJson({ lead, also, anomalies, hours, since, until, criticality }: RankedAnomaly): Record<string, unknown> {
  return {
    ...asJson(lead),
    id: lead.case ?? lead.id,
    lead: lead.id,
    also,
    hours,
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    anomalies: anomalies.map(({ id }) => id),
    ...given({ criticality }),
  };
}
