import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { sceneGraph } from '@grafana/scenes';
import { Alert, Button, EmptyState, useStyles2 } from '@grafana/ui';
import { AnomalyList } from './AnomalyList';
import { RowSkeletons } from './RowSkeletons';
import type { TriageQueue } from './TriageQueue';
import { TrustCard } from './TrustCard';

/** The list, and beside it what it may be trusted for. */
export function TriageView({ model }: { readonly model: TriageQueue }) {
  const styles = useStyles2(getStyles);
  const { trust, trustError, verdictError } = model.useState();
  return (
    <div className={styles.page}>
      <section className={styles.list} aria-label="Ranking">
        {verdictError && (
          <Alert severity="error" title="The verdict was not taken">
            {verdictError}
          </Alert>
        )}
        <Ranking model={model} />
      </section>
      <aside className={styles.aside}>
        <TrustCard trust={trust} error={trustError} timeZone={sceneGraph.getTimeRange(model).getTimeZone()} onShowAll={() => model.showAll()} />
      </aside>
    </div>
  );
}

function Ranking({ model }: { readonly model: TriageQueue }) {
  const { rows, queryError, trust } = model.useState();
  if (queryError) {
    return (
      <Alert severity="error" title="The ranking could not be loaded">
        <p>{queryError}</p>
        <Button variant="secondary" onClick={() => model.retry()}>
          Try again
        </Button>
      </Alert>
    );
  }
  if (!rows) return <RowSkeletons />;
  if (rows.length > 0) return <AnomalyList model={model} rows={rows} />;
  const anything = trust?.dataEnd !== undefined;
  return (
    <EmptyState
      variant={anything ? 'completed' : 'not-found'}
      message={anything ? 'Nothing deviated in this time range' : 'No events have arrived yet'}
      button={anything ? <Button onClick={() => model.showAll()}>Look at all the data</Button> : undefined}
    >
      {anything
        ? 'Every hour of every entity was within what is usual for it.'
        : 'Send events to the OTLP endpoint of the collector, or import a log with the command "habitus import". Anomalies appear here once there is history to compare with.'}
    </EmptyState>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 300px',
    gap: theme.spacing(2),
    alignItems: 'start',
    width: '100%',
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  list: css({ minWidth: 0 }),
  aside: css({ display: 'grid', gap: theme.spacing(2) }),
});
