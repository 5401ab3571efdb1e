import type { RankedAnomaly } from '../engine/engine';
import { HOUR, entityKey } from '../model';
import type { Incident } from './incident';

/** Which of the planted incidents stand in the ranking: a row counts when it names one of the incident's entities and their hours overlap. */
export function findIncidents(incidents: readonly Incident[], ranking: readonly RankedAnomaly[]): { found: Incident[]; missed: Incident[] } {
  const isFound = (incident: Incident): boolean => ranking.some((row) => names(incident, row) && overlaps(incident, row));
  return { found: incidents.filter(isFound), missed: incidents.filter((incident) => !isFound(incident)) };
}

function names({ entity, alsoEntities }: Incident, { lead }: RankedAnomaly): boolean {
  return [entity, ...alsoEntities].some((one) => entityKey(one) === entityKey(lead.entity));
}

function overlaps(incident: Incident, row: RankedAnomaly): boolean {
  return row.since < incident.end + HOUR && row.until > Math.floor(incident.start / HOUR) * HOUR;
}
