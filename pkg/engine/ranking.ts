import { entityKey, type Anomaly, type EntityRef } from '../model';
import { caseOf } from '../store/of-cases';
import type { RankedAnomaly } from './engine';

/** Anomalies of one case as one row, the highest score first; ties by the time, the newest first. */
export function foldCases(anomalies: readonly Anomaly[]): RankedAnomaly[] {
  const cases = new Map<string, Anomaly[]>();
  for (const anomaly of anomalies) {
    const id = caseOf(anomaly);
    const own = cases.get(id);
    if (own) own.push(anomaly);
    else cases.set(id, [anomaly]);
  }
  return [...cases.values()].map(rowOf).sort((a, b) => b.lead.minusLog10P - a.lead.minusLog10P || b.lead.start - a.lead.start);
}

function rowOf(list: readonly Anomaly[]): RankedAnomaly {
  const byHeight = [...list].sort((a, b) => b.minusLog10P - a.minusLog10P || b.start - a.start);
  const anomalies = [...list].sort((a, b) => a.start - b.start || b.minusLog10P - a.minusLog10P);
  const [lead] = byHeight;
  // A day's finding begins at midnight, which says nothing of when it happened where an hour was found too.
  const inTheirHours = anomalies.filter(({ since, start }) => since >= start);
  const entities = new Map<string, EntityRef>(byHeight.map(({ entity }) => [entityKey(entity), entity]));
  return {
    lead: lead!,
    also: [...entities.values()].slice(1),
    anomalies,
    hours: new Set(anomalies.map(({ start }) => start)).size,
    since: Math.min(...(inTheirHours.length > 0 ? inTheirHours : anomalies).map(({ since }) => since)),
    until: Math.max(...anomalies.map(({ end }) => end)),
  };
}
