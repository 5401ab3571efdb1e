import React from 'react';
import { EmptyState, LinkButton } from '@grafana/ui';
import { TRIAGE_PATH } from '../../shared/ids';

/** `/anomaly` without an id. */
export function NoAnomalyChosen() {
  return (
    <EmptyState variant="not-found" message="No anomaly is chosen" button={<LinkButton href={TRIAGE_PATH}>To the ranking</LinkButton>}>
      An anomaly is opened from the ranking, or by the link in an alert.
    </EmptyState>
  );
}
