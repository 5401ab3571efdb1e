import { anomalyTable } from '../anomaly-table';
import { EXIT, type Command } from '../command';
import { given } from '../given';
import { asJson } from './anomalies';
import { span, type AnomalyArgs } from './span';

/** What triage shows and `start` prints: adjacent hours of one entity as one row. */
export const ranking: Command<Omit<AnomalyArgs, 'entity'>> = async (habitus, args, io) => {
  const { minScore, limit } = args;
  const rows = await habitus.engine.ranking({ ...span(args), limit, ...given({ minScore }) });
  if (!io.json) await io.out(anomalyTable(rows, io.terminal));
  else {
    for (const { lead, hours, since, until } of rows) {
      await io.out(`${JSON.stringify({ ...asJson(lead), hours, since: new Date(since).toISOString(), until: new Date(until).toISOString() })}\n`);
    }
  }
  return EXIT.done;
};
