import type { RankedAnomaly } from '../engine/engine';
import { HOUR, entityKey, type Anomaly } from '../model';
import type { Incident } from './incident';

/** Which of the planted incidents stand in the ranking: a case counts when one of its anomalies is of one of the incident's entities and their hours overlap. */
export function findIncidents(incidents: readonly Incident[], ranking: readonly RankedAnomaly[]): { found: Incident[]; missed: Incident[] } {
  const isFound = (incident: Incident): boolean => ranking.some(({ anomalies }) => anomalies.some((one) => names(incident, one) && overlaps(incident, one)));
  return { found: incidents.filter(isFound), missed: incidents.filter((incident) => !isFound(incident)) };
}

function names({ entity, alsoEntities }: Incident, anomaly: Anomaly): boolean {
  return [entity, ...alsoEntities].some((one) => entityKey(one) === entityKey(anomaly.entity));
}

function overlaps(incident: Incident, { since, end }: Anomaly): boolean {
  return since < incident.end + HOUR && end > Math.floor(incident.start / HOUR) * HOUR;
}
