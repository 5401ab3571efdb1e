import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ClipboardButton, useStyles2, useTheme2 } from '@grafana/ui';
import { Card } from '../../shared/Card';
import type { AnomalyDetail } from '../../shared/model';
import { raised } from '../../shared/powers';
import { severityColour } from '../../shared/severity';
import type { AnomalyCase } from './AnomalyCase';
import { Lines } from './Lines';
import { VerificationNote } from './VerificationNote';

interface Props {
  readonly model: AnomalyCase;
  readonly detail: AnomalyDetail;
}

/** The arithmetic, short enough to read aloud, and the receipt that holds it: copied, or computed again. */
export function ReceiptCard({ model, detail: { explanation, anomaly } }: Props) {
  const styles = useStyles2(getStyles);
  const { verification, verifyError } = model.useState();
  const colour = severityColour(useTheme2(), anomaly.severity);
  // Where the expectation comes from has a card of its own.
  const own = explanation.arithmetic.filter(({ label }) => !label.startsWith('From '));
  const lines = own.map(({ label, value }, i) => ({ label, value: i === own.length - 1 ? <b style={{ color: colour }}>{value}</b> : raised(value) }));
  return (
    <Card title="Receipt" hint="every number can be recomputed from the events">
      <Lines lines={lines} />
      <div className={styles.foot}>
        <code>{anomaly.receipt}</code>
        <ClipboardButton getText={() => anomaly.receipt} icon="copy" size="sm" variant="secondary" fill="text" aria-label="Copy the id of the receipt" />
        <Button size="sm" variant="secondary" icon="calculator-alt" disabled={verification === 'running'} onClick={() => void model.verify()}>
          Verify
        </Button>
      </div>
      <VerificationNote verification={verification} error={verifyError} />
    </Card>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  foot: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'center',
    marginTop: theme.spacing(1),
    code: { fontSize: 12, marginLeft: theme.spacing(1) },
    'button:last-child': { marginLeft: 'auto' },
  }),
});
