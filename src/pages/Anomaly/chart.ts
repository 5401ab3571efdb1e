import { dateTime, toUtc } from '@grafana/data';
import { SceneQueryRunner, SceneTimeRange, VizPanel } from '@grafana/scenes';
import { DATASOURCE_ID, ENTITY_TIMELINE_ID } from '../../shared/ids';
import type { AnomalyDetail } from '../../shared/model';
import { chartTitle } from './words';

const DAY = 24 * 3_600_000;
/** So much history beside an anomaly shows a week's rhythm and leaves the dot in sight. */
const BEFORE = 6 * DAY;
/** A feature that is counted by the day needs more of them. */
const BEFORE_OF_DAYS = 27 * DAY;
const AFTER = DAY;

/** A week of the leading feature around the anomaly, drawn by the same panel that a dashboard uses. */
export function chartOf(uid: string, detail: AnomalyDetail): VizPanel {
  const { entity, start, features } = detail.anomaly;
  const feature = features[0] ?? '';
  const before = detail.features.find(({ id }) => id === feature)?.bucket === 'day' ? BEFORE_OF_DAYS : BEFORE;
  const iso = (at: number) => toUtc(dateTime(at)).toISOString();
  return new VizPanel({
    pluginId: ENTITY_TIMELINE_ID,
    title: chartTitle(detail, feature),
    $timeRange: new SceneTimeRange({ from: iso(start - before), to: iso(start + AFTER) }),
    $data: new SceneQueryRunner({
      datasource: { uid, type: DATASOURCE_ID },
      maxDataPoints: 2_000,
      queries: [{ refId: 'series', queryType: 'baseline', entity: `${entity.type}:${entity.id}`, feature, withAnomalies: true }],
    }),
  });
}
