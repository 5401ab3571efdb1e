import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, LinkButton, useStyles2 } from '@grafana/ui';
import { TRIAGE_PATH } from '../../shared/ids';
import type { AnomalyDetail } from '../../shared/model';
import { AlsoCard } from './AlsoCard';
import type { AnomalyCase } from './AnomalyCase';
import { AnomalySkeleton } from './AnomalySkeleton';
import { CaseCard } from './CaseCard';
import { EventsCard } from './EventsCard';
import { EvidenceCard } from './EvidenceCard';
import { ReceiptCard } from './ReceiptCard';
import { SourcesCard } from './SourcesCard';

/** The chart, where the expectation comes from, the arithmetic, what else was odd, the evidence, and the events. */
export function AnomalyView({ model }: { readonly model: AnomalyCase }) {
  const styles = useStyles2(getStyles);
  const { detail, failure, verdictError } = model.useState();
  if (failure) return <Failure sentence={failure} onRetry={() => void model.load()} />;
  if (!detail) return <AnomalySkeleton />;
  return (
    <div className={styles.page}>
      {verdictError && (
        <Alert severity="error" title="The verdict was not taken">
          {verdictError}
        </Alert>
      )}
      <Chart model={model} />
      <Cards model={model} detail={detail} />
      <CaseCard detail={detail} />
      <EvidenceCard detail={detail} />
      <EventsCard detail={detail} />
    </div>
  );
}

function Failure({ sentence, onRetry }: { readonly sentence: string; readonly onRetry: () => void }) {
  const styles = useStyles2(getStyles);
  return (
    <Alert title="This anomaly cannot be shown">
      <p>{sentence}</p>
      <span className={styles.actions}>
        <LinkButton href={TRIAGE_PATH}>To the ranking</LinkButton>
        <Button variant="secondary" onClick={onRetry}>
          Try again
        </Button>
      </span>
    </Alert>
  );
}

function Chart({ model }: { readonly model: AnomalyCase }) {
  const styles = useStyles2(getStyles);
  const { chart } = model.useState();
  return (
    <figure className={styles.figure}>
      <div className={styles.chart}>{chart && <chart.Component model={chart} />}</div>
      <figcaption>
        Line: observed. Dashed: expected. Band: where 95 of 100 such buckets lie. Dots: anomalies. Left and right arrow keys read each bucket out.
      </figcaption>
    </figure>
  );
}

function Cards({ model, detail }: { readonly model: AnomalyCase; readonly detail: AnomalyDetail }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.grid}>
      <SourcesCard detail={detail} />
      <ReceiptCard model={model} detail={detail} />
      <AlsoCard detail={detail} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(2), width: '100%', fontVariantNumeric: 'tabular-nums' }),
  figure: css({
    margin: 0,
    minWidth: 0,
    figcaption: { marginTop: theme.spacing(0.5), color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize },
  }),
  chart: css({ height: 280, position: 'relative', display: 'flex', '> *': { flex: 1, minWidth: 0 } }),
  grid: css({ display: 'grid', gap: theme.spacing(2), gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))', alignItems: 'stretch' }),
  actions: css({ display: 'flex', gap: theme.spacing(1) }),
});
