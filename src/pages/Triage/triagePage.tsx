import React from 'react';
import { EmbeddedScene, SceneAppPage, SceneRefreshPicker, SceneTimePicker, SceneTimeRange } from '@grafana/scenes';
import { TRIAGE_PATH } from '../../shared/ids';
import { TriageHeading, TriageSubtitle } from './TriageHeading';
import { TriageQueue } from './TriageQueue';

export function triagePage(uid: string): SceneAppPage {
  const queue = new TriageQueue({ uid, verdicts: {}, sparklines: {} });
  return new SceneAppPage({
    title: 'Triage',
    url: TRIAGE_PATH,
    routePath: 'triage/*',
    $timeRange: new SceneTimeRange({ from: 'now-24h', to: 'now' }),
    controls: [new SceneTimePicker({ isOnCanvas: true }), new SceneRefreshPicker({ isOnCanvas: true, refresh: '1m', intervals: ['15s', '1m', '5m', '15m'] })],
    renderTitle: () => <TriageHeading model={queue} />,
    subTitle: <TriageSubtitle model={queue} />,
    getScene: () => new EmbeddedScene({ body: queue }),
  });
}
