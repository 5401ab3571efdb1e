export const APP_ID = 'habitus-ueba-app';
export const DATASOURCE_ID = 'habitus-ueba-datasource';
export const ENTITY_TIMELINE_ID = 'habitus-entitytimeline-panel';

export const APP_PATH = `/a/${APP_ID}`;
export const TRIAGE_PATH = `${APP_PATH}/triage`;

export function anomalyPath(id: string): string {
  return `${APP_PATH}/anomaly/${encodeURIComponent(id)}`;
}
