import { entityKey, type Anomaly, type EntityRef } from '../model';
import { byHeight, caseOf } from '../store/of-cases';
import type { RankedAnomaly } from './engine';

/** Anomalies of one case as one row, in the order of what leads them. */
export function foldCases(anomalies: readonly Anomaly[]): RankedAnomaly[] {
  const cases = new Map<string, Anomaly[]>();
  for (const anomaly of anomalies) {
    const id = caseOf(anomaly);
    const own = cases.get(id);
    if (own) own.push(anomaly);
    else cases.set(id, [anomaly]);
  }
  return [...cases.values()].map(rowOf).sort((a, b) => byHeight(a.lead, b.lead));
}

function rowOf(list: readonly Anomaly[]): RankedAnomaly {
  const falling = [...list].sort(byHeight);
  const anomalies = [...list].sort((a, b) => a.start - b.start || byHeight(a, b));
  const [lead] = falling;
  // A day's finding begins at midnight, which says nothing of when it happened where an hour was found too.
  const inTheirHours = anomalies.filter(({ since, start }) => since >= start);
  const entities = new Map<string, EntityRef>(falling.map(({ entity }) => [entityKey(entity), entity]));
  return {
    lead: lead!,
    also: [...entities.values()].slice(1),
    anomalies,
    hours: new Set(anomalies.map(({ start }) => start)).size,
    since: Math.min(...(inTheirHours.length > 0 ? inTheirHours : anomalies).map(({ since }) => since)),
    until: Math.max(...anomalies.map(({ end }) => end)),
  };
}
