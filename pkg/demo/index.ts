export { writeDemo, type WrittenDemo } from './write';
export { findIncidents } from './find-incidents';
export { INCIDENT_KINDS, type Incident, type IncidentKind } from './incident';
