import React, { useState } from 'react';
import type { AppRootProps } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { loadResources, SceneApp, useSceneApp } from '@grafana/scenes';
import { anomalyPage } from '../pages/Anomaly/anomalyPage';
import { triagePage } from '../pages/Triage/triagePage';
import { findDataSourceUid } from '../shared/habitus-api';
import { APP_ID } from '../shared/ids';
import { NoDataSource } from './NoDataSource';

// Scenes brings its own texts; they are loaded here so that module.tsx stays small.
await initPluginTranslations(APP_ID, [loadResources]);

export default function App(_: AppRootProps) {
  const [uid] = useState(findDataSourceUid);
  return uid ? <Pages uid={uid} /> : <NoDataSource />;
}

function Pages({ uid }: { readonly uid: string }) {
  const app = useSceneApp(factoryOf(uid));
  return <app.Component model={app} />;
}

const factories = new Map<string, () => SceneApp>();

/** One factory a data source: scenes keeps an app by its factory, so another function would be another app with all its state lost. */
function factoryOf(uid: string): () => SceneApp {
  const factory = factories.get(uid) ?? (() => createApp(uid));
  factories.set(uid, factory);
  return factory;
}

function createApp(uid: string): SceneApp {
  const triage = triagePage(uid);
  return new SceneApp({
    pages: [triage, anomalyPage(uid, triage)],
    urlSyncOptions: { updateUrlOnInit: false, createBrowserHistorySteps: true },
  });
}
