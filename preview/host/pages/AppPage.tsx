import React, { useEffect, useState } from 'react';
import { PluginContextProvider, type AppPlugin, type AppPluginMeta } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { useLocation, useParams } from 'react-router-dom';
import { loadModule } from '../amd';

/** `/a/<id>/*`: the root of an app, from its own module.js. */
export function AppPage() {
  const { id = '' } = useParams();
  const location = useLocation();
  const [plugin, setPlugin] = useState<AppPlugin>();
  const [failure, setFailure] = useState<string>();
  const meta = (config.apps as unknown as Record<string, AppPluginMeta & { module: string }>)[id];
  useEffect(() => {
    if (!meta) return;
    loadModule<{ plugin: AppPlugin }>(`/${meta.module}`).then(
      (module) => setPlugin(module.plugin),
      (error: Error) => setFailure(error.message)
    );
  }, [meta]);
  if (!meta) return <Alert title={`There is no app ${id} here`} />;
  if (failure) return <Alert title="The app could not be loaded">{failure}</Alert>;
  if (!plugin?.root) return <LoadingPlaceholder text="Loading the app" />;
  const Root = plugin.root;
  const query = Object.fromEntries(new URLSearchParams(location.search));
  return (
    <PluginContextProvider meta={meta}>
      <Root meta={meta} basename={`/a/${id}`} path={location.pathname} query={query} onNavChanged={() => undefined} />
    </PluginContextProvider>
  );
}
