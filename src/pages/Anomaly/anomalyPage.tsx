import React from 'react';
import { EmbeddedScene, SceneAppPage, SceneReactObject, type SceneAppPageLike } from '@grafana/scenes';
import { APP_PATH, anomalyPath } from '../../shared/ids';
import { AnomalyCase } from './AnomalyCase';
import { AnomalyHeading, AnomalySubtitle } from './AnomalyHeading';
import { CaseVerdict } from './CaseVerdict';
import { NoAnomalyChosen } from './NoAnomalyChosen';

/** `/anomaly/<id>`: one anomaly with its arithmetic. */
export function anomalyPage(uid: string, triage: SceneAppPageLike): SceneAppPage {
  return new SceneAppPage({
    title: 'Anomaly',
    url: `${APP_PATH}/anomaly`,
    routePath: 'anomaly/*',
    getParentPage: () => triage,
    drilldowns: [{ routePath: ':id', getPage: (match) => casePage(uid, decodeURIComponent(match.params.id), triage) }],
    getScene: () => new EmbeddedScene({ body: new SceneReactObject({ component: NoAnomalyChosen }) }),
  });
}

function casePage(uid: string, id: string, triage: SceneAppPageLike): SceneAppPage {
  const model = new AnomalyCase({ uid, anomaly: id });
  const page = new SceneAppPage({
    title: 'Anomaly',
    url: anomalyPath(id),
    routePath: '*',
    getParentPage: () => triage,
    renderTitle: () => <AnomalyHeading model={model} />,
    subTitle: <AnomalySubtitle model={model} />,
    controls: [new CaseVerdict({ model: model.getRef() })],
    getScene: () => new EmbeddedScene({ body: model }),
  });
  // The way to the page names whom it is about, once that is known.
  model.subscribeToState(({ detail }, before) => {
    if (detail && detail !== before.detail) page.setState({ title: detail.anomaly.entity.id });
  });
  return page;
}
