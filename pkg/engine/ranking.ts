import { HOUR, entityKey, type Anomaly } from '../model';
import type { RankedAnomaly } from './engine';

const GAP = 6 * HOUR;

/** Hours of one entity that follow each other within 6 hours as one row, the highest score first; ties by the time, the newest first. */
export function foldHours(anomalies: readonly Anomaly[]): RankedAnomaly[] {
  const rows = new Map<string, RankedAnomaly[]>();
  for (const anomaly of [...anomalies].sort((a, b) => a.start - b.start)) {
    const key = entityKey(anomaly.entity);
    const own = rows.get(key) ?? [];
    const last = own.at(-1);
    if (last && anomaly.since - last.until <= GAP) own[own.length - 1] = joined(last, anomaly);
    else own.push({ lead: anomaly, hours: 1, since: anomaly.since, until: anomaly.end });
    rows.set(key, own);
  }
  return [...rows.values()].flat().sort((a, b) => b.lead.minusLog10P - a.lead.minusLog10P || b.lead.start - a.lead.start);
}

function joined(row: RankedAnomaly, next: Anomaly): RankedAnomaly {
  return { lead: next.minusLog10P > row.lead.minusLog10P ? next : row.lead, hours: row.hours + 1, since: row.since, until: next.end };
}
