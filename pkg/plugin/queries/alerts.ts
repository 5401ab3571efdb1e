import type { Habitus } from '../../owner/habitus';
import { numberFrame, type Frame } from '../frames/frame';
import type { QueryRequest } from './request';

/**
 * One number a case that should wake somebody: its score, under labels that stay as long as it lasts. And one, always there, for all that are beyond the
 * budget: how many. So a rule that fires above 0 never has no data and never floods.
 */
export async function alertFrames({ engine }: Habitus, { to, entity }: QueryRequest): Promise<Frame[]> {
  const { firing, overflow } = await engine.alerts(to);
  const wanted = firing.filter((alert) => !entity || (alert.entity.type === entity.type && alert.entity.id === entity.id));
  return [
    ...wanted.map((alert) => numberFrame('score', { case: alert.case, entity: alert.entity.id, entityType: alert.entity.type }, alert.row.lead.score)),
    numberFrame('score', OVERFLOW, overflow.length),
  ];
}

const OVERFLOW = { case: 'overflow', entity: 'others', entityType: 'beyond the budget' };
