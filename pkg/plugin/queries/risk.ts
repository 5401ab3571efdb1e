import { entityKey, type Risk } from '../../model';
import type { Habitus } from '../../owner/habitus';
import { numberFrame, seriesFrame, type Frame } from '../frames/frame';
import type { QueryRequest } from './request';

/** 20 lines are what a panel can tell apart. */
const MOST_SERIES = 20;

/** Decayed surprise: of the riskiest entities over time, or in force at the end of the span as numbers. */
export async function riskFrames(habitus: Habitus, request: QueryRequest): Promise<Frame[]> {
  const { entity, from, to, limit } = request;
  const one = entity ? [{ entity }] : undefined;
  if (request.format === 'numeric') {
    const now = await habitus.store.findings.risk({ from: to, to, limit, ...(entity && { entity }) });
    return latest(now).map((risk) => numberFrame('risk', labelsOf(risk), risk.value));
  }
  const chosen = one ?? (await habitus.store.findings.risk({ from: to, to, limit: Math.min(limit, MOST_SERIES) }));
  const series = await Promise.all(latest(chosen).map((each) => habitus.store.findings.risk({ entity: each.entity, from, to, limit: request.maxPoints })));
  return series
    .filter(([first]) => first !== undefined)
    .map((points) =>
      seriesFrame(
        'risk',
        labelsOf(points[0]!),
        points.map(({ at, value }) => ({ at, value })).sort((a, b) => a.at - b.at)
      )
    );
}

function labelsOf({ entity }: Pick<Risk, 'entity'>): Record<string, string> {
  return { entity: entity.id, entityType: entity.type };
}

/** One of each entity, the first: two frames of the same labels would be one alert instance twice. */
function latest<R extends Pick<Risk, 'entity'>>(risks: readonly R[]): R[] {
  return [...new Map([...risks].reverse().map((risk) => [entityKey(risk.entity), risk])).values()].reverse();
}
