import React from 'react';
import { EmbeddedScene, SceneAppPage, SceneReactObject, type SceneAppPageLike } from '@grafana/scenes';
import { APP_PATH, anomalyPath } from '../../shared/ids';
import { AnomalyView } from './AnomalyView';

/** `/anomaly/<id>`: one anomaly with its arithmetic. */
export function anomalyPage(uid: string, triage: SceneAppPageLike): SceneAppPage {
  return new SceneAppPage({
    title: 'Anomaly',
    url: `${APP_PATH}/anomaly`,
    routePath: 'anomaly/*',
    getParentPage: () => triage,
    drilldowns: [
      {
        routePath: ':id',
        getPage: (match, parent) => {
          const id = decodeURIComponent(match.params.id);
          return new SceneAppPage({
            title: 'Anomaly',
            url: anomalyPath(id),
            routePath: '*',
            getParentPage: () => parent,
            getScene: () => new EmbeddedScene({ body: new SceneReactObject({ reactNode: <AnomalyView uid={uid} id={id} /> }) }),
          });
        },
      },
    ],
    getScene: () => new EmbeddedScene({ body: new SceneReactObject({ reactNode: <p>Choose an anomaly in Triage.</p> }) }),
  });
}
