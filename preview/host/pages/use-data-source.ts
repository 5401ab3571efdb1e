import { useEffect, useState } from 'react';
import type { DataSourceApi, DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { importDataSource, type AnySourcePlugin } from '../data-source-srv';

export interface LoadedSource {
  readonly settings: DataSourceInstanceSettings;
  readonly source: DataSourceApi;
  readonly plugin: AnySourcePlugin;
}

/** The default data source with its plugin, once both are there. */
export function useDataSource(): LoadedSource | undefined {
  const [loaded, setLoaded] = useState<LoadedSource>();
  useEffect(() => {
    const settings = getDataSourceSrv().getInstanceSettings(null);
    if (!settings) return;
    void Promise.all([getDataSourceSrv().get(settings.uid), importDataSource(settings)]).then(([source, plugin]) => setLoaded({ settings, source, plugin }));
  }, []);
  return loaded;
}
