import React, { useState } from 'react';
import type { DataSourceSettings } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { Alert, Button, LoadingPlaceholder } from '@grafana/ui';
import { PluginPage } from '../chrome/PluginPage';
import { useDataSource, type LoadedSource } from './use-data-source';

/** The data source's own settings, and its health. Nothing is saved: the preview's data source is provisioned. */
export function DataSourcePage() {
  const loaded = useDataSource();
  return <PluginPage pageNav={{ text: 'Data source' }}>{loaded ? <Settings {...loaded} /> : <LoadingPlaceholder text="Loading the data source" />}</PluginPage>;
}

function Settings({ settings, plugin }: LoadedSource) {
  const [options, setOptions] = useState(settings as unknown as DataSourceSettings);
  const [health, setHealth] = useState<{ status: string; message: string }>();
  const ConfigEditor = plugin.components.ConfigEditor;
  const test = () => {
    getBackendSrv()
      .get(`/api/datasources/uid/${settings.uid}/health`)
      .then(setHealth, (error: { data: { message: string } }) => setHealth({ status: 'ERROR', message: error.data.message }));
  };
  return (
    <>
      {ConfigEditor && <ConfigEditor options={options} onOptionsChange={(next) => setOptions(next as DataSourceSettings)} />}
      <p>
        <Button variant="secondary" onClick={test}>
          Test
        </Button>
      </p>
      {health && (
        <Alert severity={health.status === 'OK' ? 'success' : 'error'} title={health.status === 'OK' ? 'The backend answers' : 'The backend is not well'}>
          {health.message}
        </Alert>
      )}
    </>
  );
}
