import type { BaselinePoint } from '../../engine/engine';
import { HabitusError } from '../../errors';
import type { Anomaly, EntityRef } from '../../model';
import type { Habitus } from '../../owner/habitus';
import { seriesFrame, type FieldConfig, type Frame } from '../frames/frame';
import type { QueryRequest } from './request';
import { thin } from './thin';

const LINES = ['observed', 'expected', 'lower', 'upper'] as const;
const MOST_ANOMALIES = 10_000;

/**
 * What an entity did against what was expected of it, with the band, and the points that are part of an anomaly when asked. The line is among the labels
 * too: alerting knows a series by its labels alone and fails where two have the same.
 */
export async function baselineFrames(habitus: Habitus, request: QueryRequest): Promise<Frame[]> {
  const { entity, feature, from, to, maxPoints } = complete(request);
  if (!habitus.features.some(({ id }) => id === feature)) throw new HabitusError('HAB-PLUG-006', `feature: ${feature}`, 'a feature that is defined here');
  const points = await habitus.engine.baseline({ entity, feature, from, to, maxPoints });
  const anomalies = request.withAnomalies ? await habitus.store.findings.anomalies({ entity, from, to, limit: MOST_ANOMALIES, run: 'live' }) : [];
  const within = marker(anomalies.filter(({ features }) => features.includes(feature)));
  const shown = thin(points, maxPoints, within);
  const labelsOf = (line: string): Record<string, string> => ({ entity: entity.id, entityType: entity.type, feature, line });
  const config = displayName(feature, entity);
  return [
    ...LINES.map((line) =>
      seriesFrame(
        line,
        labelsOf(line),
        column(shown, (point) => point[line]),
        config(line)
      )
    ),
    ...(request.withAnomalies
      ? [
          seriesFrame(
            'anomalies',
            labelsOf('anomalies'),
            column(shown, (point) => (within(point) ? point.observed : null)),
            config('anomalies')
          ),
        ]
      : []),
  ];
}

function complete(request: QueryRequest): QueryRequest & { readonly entity: EntityRef; readonly feature: string } {
  const { entity, feature } = request;
  if (entity === undefined) throw new HabitusError('HAB-PLUG-006', 'no entity', 'a baseline of an entity, as `user:jweber`');
  if (feature === undefined) throw new HabitusError('HAB-PLUG-006', 'no feature', 'a baseline of a feature');
  return { ...request, entity, feature };
}

function column(points: readonly BaselinePoint[], value: (point: BaselinePoint) => number | null): { at: number; value: number | null }[] {
  return points.map((point) => ({ at: point.at, value: value(point) }));
}

/** Whether a point lies in one of the anomalies' hours. Points come in order of time, and so do the questions. */
function marker(anomalies: readonly Anomaly[]): (point: BaselinePoint) => boolean {
  const hours = [...anomalies].sort((a, b) => a.start - b.start);
  return ({ at, observed }) => observed !== null && isWithin(hours, at);
}

function isWithin(hours: readonly Anomaly[], at: number): boolean {
  let low = 0;
  let high = hours.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hours[middle]!.start <= at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && at < hours[low - 1]!.end;
}

function displayName(feature: string, entity: EntityRef): (line: string) => FieldConfig {
  return (line) => ({ displayNameFromDS: line === 'observed' ? `${entity.id} ${feature}` : line });
}
