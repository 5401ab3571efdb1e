import React, { useState } from 'react';
import { config, getBackendSrv, PluginPage } from '@grafana/runtime';
import { Alert, Button, EmptyState } from '@grafana/ui';
import { errorSentence } from '../shared/habitus-api';
import { DATASOURCE_ID } from '../shared/ids';

/** Habitus is installed, but nothing answers yet: the next step, for who may take it. */
export function NoDataSource() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const admin = config.bootData.user.orgRole === 'Admin' || config.bootData.user.isGrafanaAdmin;

  const add = async () => {
    setBusy(true);
    try {
      await getBackendSrv().post('/api/datasources', { name: 'Habitus', type: DATASOURCE_ID, access: 'proxy', isDefault: false }, { showErrorAlert: false });
      window.location.reload();
    } catch (error) {
      setFailure(errorSentence(error));
      setBusy(false);
    }
  };

  return (
    <PluginPage>
      <EmptyState
        variant="call-to-action"
        message="Habitus has no data source yet"
        button={
          admin ? (
            <Button icon="plus" disabled={busy} onClick={() => void add()}>
              Add the Habitus data source
            </Button>
          ) : undefined
        }
      >
        {admin ? 'Its backend learns and answers; the pages only show.' : 'Ask an Admin to add the data source "Habitus".'}
      </EmptyState>
      {failure && (
        <Alert severity="error" title="The data source was not added">
          {failure}
        </Alert>
      )}
    </PluginPage>
  );
}
