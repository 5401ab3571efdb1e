import React, { type ChangeEvent } from 'react';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Alert, Field, Input } from '@grafana/ui';
import type { HabitusOptions } from './options';

type Props = DataSourcePluginOptionsEditorProps<HabitusOptions>;

export function ConfigEditor({ options, onOptionsChange }: Props) {
  const setNamespace = (event: ChangeEvent<HTMLInputElement>) => {
    const namespace = event.currentTarget.value.trim();
    const { namespace: _, ...jsonData } = options.jsonData;
    onOptionsChange({ ...options, jsonData: namespace ? { ...jsonData, namespace } : jsonData });
  };
  return (
    <>
      <Field
        label="Namespace"
        description="All that this data source reads and writes lies in one namespace. A request cannot choose another."
        htmlFor="habitus-namespace"
      >
        <Input
          id="habitus-namespace"
          width={40}
          value={options.jsonData.namespace ?? ''}
          placeholder="default"
          onChange={setNamespace}
          disabled={options.readOnly ?? false}
        />
      </Field>
      <Alert severity="info" title="Where the data lies">
        The backend keeps its events, baselines and receipts in a directory of its own. Name it in Grafana&apos;s configuration, outside the plugin&apos;s
        folder, which is replaced on every upgrade:
        <pre>{'[plugin.habitus-ueba-datasource]\ndata_dir = /var/lib/grafana/habitus'}</pre>A data directory has one owner: a second Grafana with the same
        directory reads nothing and says so in its health check.
      </Alert>
    </>
  );
}
