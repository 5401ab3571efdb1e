import type { BaselinePoint } from '../../engine/engine';
import { HabitusError } from '../../errors';
import { BUCKET_WIDTHS, type EntityRef } from '../../model';
import type { Habitus } from '../../owner/habitus';
import { seriesFrame, type FieldConfig, type Frame } from '../frames/frame';
import { marker } from './marks';
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
  const defined = habitus.features.find(({ id }) => id === feature);
  if (!defined) throw new HabitusError('HAB-PLUG-006', `feature: ${feature}`, 'a feature that is defined here');
  const points = await habitus.engine.baseline({ entity, feature, from, to, maxPoints });
  const anomalies = request.withAnomalies ? await habitus.store.findings.anomalies({ entity, from, to, limit: MOST_ANOMALIES, run: 'live' }) : [];
  const changes = request.withAnomalies ? await habitus.engine.changes({ entity, feature, from, to }) : [];
  const marked = marker(
    anomalies.filter(({ features }) => features.includes(feature)),
    BUCKET_WIDTHS[defined.bucket]
  );
  const within = ({ at, observed }: BaselinePoint): boolean => observed !== null && marked(at);
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
          ...(changes.length > 0 ? [seriesFrame('changed', labelsOf('changed'), column(shown, changedAt(changes)), config('changed'))] : []),
        ]
      : []),
  ];
}

/** What was expected where the baseline became another for good, null elsewhere: the first point at or after each change. */
function changedAt(changes: readonly { readonly at: number }[]): (point: BaselinePoint) => number | null {
  const left = changes.map(({ at }) => at);
  return ({ at, expected, observed }) => {
    const passed = left.filter((change) => change <= at);
    left.splice(0, passed.length);
    return passed.length > 0 ? (expected ?? observed) : null;
  };
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

function displayName(feature: string, entity: EntityRef): (line: string) => FieldConfig {
  return (line) => ({ displayNameFromDS: line === 'observed' ? `${entity.id} ${feature}` : line });
}
