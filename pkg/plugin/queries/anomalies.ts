import type { RankedAnomaly } from '../../engine/engine';
import { entityKey } from '../../model';
import type { Habitus } from '../../owner/habitus';
import { numberFrame, type Frame } from '../frames/frame';
import { alertFrames } from './alerts';
import type { QueryRequest } from './request';
import type { OddsOf } from './odds';

/** Cases, the highest first: a table, or one number an entity for alert rules. */
export async function anomalyFrames(habitus: Habitus, request: QueryRequest, oddsOf: OddsOf): Promise<Frame[]> {
  if (request.format === 'alerts') return await alertFrames(habitus, request);
  const rows = await rankedOf(habitus, request);
  if (request.format === 'numeric') return perEntity(rows).map(scoreFrame);
  return [table(rows, await Promise.all(rows.map(({ lead }) => oddsOf(habitus, lead))))];
}

/** Of cases that are ranked to find those that a feature leads: more, as long as they are too few. */
const FIRST = 500;
const MORE = 8;

/** The cases of the span, of one entity or led by one feature where the query names it. */
async function rankedOf(habitus: Habitus, { from, to, limit, minScore, entity, feature }: QueryRequest): Promise<RankedAnomaly[]> {
  for (let most = feature === undefined ? limit : FIRST; ; most *= MORE) {
    const ranked = await habitus.engine.ranking({ from, to, limit: most, ...(minScore !== undefined && { minScore }), ...(entity && { entity }) });
    const rows = ranked.filter(({ lead }) => feature === undefined || lead.features.includes(feature));
    if (rows.length >= limit || ranked.length < most) return rows.slice(0, limit);
  }
}

/** The highest row of each entity: an alert instance is its labels, and two frames of the same labels would be one instance twice. */
function perEntity(rows: readonly RankedAnomaly[]): RankedAnomaly[] {
  const highest = new Map<string, RankedAnomaly>();
  for (const row of rows) {
    const key = entityKey(row.lead.entity);
    if ((highest.get(key)?.lead.score ?? -1) < row.lead.score) highest.set(key, row);
  }
  return [...highest.values()];
}

/** No severity among the labels: they are the alert's identity, and a rising score would end one alert and start another. */
function scoreFrame({ lead }: RankedAnomaly): Frame {
  return numberFrame('score', { entity: lead.entity.id, entityType: lead.entity.type }, lead.score);
}

function table(rows: readonly RankedAnomaly[], odds: readonly string[]): Frame {
  const leads = rows.map(({ lead }) => lead);
  return {
    name: 'anomalies',
    meta: { type: 'table', typeVersion: [0, 1] },
    fields: [
      { name: 'time', type: 'time', values: rows.map(({ since }) => since) },
      { name: 'entity', type: 'text', values: leads.map(({ entity }) => entity.id) },
      { name: 'entityType', type: 'text', values: leads.map(({ entity }) => entity.type) },
      { name: 'reason', type: 'text', values: leads.map(({ reason }) => reason) },
      { name: 'score', type: 'number', values: leads.map(({ score }) => score), config: { min: 0, max: 100, decimals: 0 } },
      { name: 'severity', type: 'text', values: leads.map(({ severity }) => severity) },
      { name: 'odds', type: 'text', values: odds },
      { name: 'observed', type: 'number', values: leads.map(({ observed }) => observed) },
      { name: 'expected', type: 'number', values: leads.map(({ expected }) => expected) },
      { name: 'technique', type: 'text', values: leads.map(({ technique }) => technique ?? null) },
      { name: 'hours', type: 'number', values: rows.map(({ hours }) => hours), config: { decimals: 0 } },
      { name: 'until', type: 'time', values: rows.map(({ until }) => until) },
      { name: 'leadStart', type: 'time', values: leads.map(({ start }) => start) },
      { name: 'feature', type: 'text', values: leads.map(({ features }) => features[0] ?? null) },
      { name: 'id', type: 'text', values: leads.map(({ id }) => id) },
      { name: 'closed', type: 'boolean', values: leads.map(({ closed }) => closed) },
      { name: 'also', type: 'text', values: rows.map(({ also }) => also.map(entityKey).join(', ')) },
      { name: 'criticality', type: 'text', values: rows.map(({ criticality }) => criticality ?? null) },
    ],
  };
}
