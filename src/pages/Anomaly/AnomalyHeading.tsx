import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, useStyles2 } from '@grafana/ui';
import { headline } from '../../shared/reason';
import { SeverityScore } from '../../shared/SeverityScore';
import { TechniqueTag } from '../../shared/TechniqueTag';
import type { AnomalyCase } from './AnomalyCase';
import { rarity, unremarked, when } from './words';

interface Props {
  readonly model: AnomalyCase;
}

/** Score and sentence: what happened, against what. */
export function AnomalyHeading({ model }: Props) {
  const styles = useStyles2(getStyles);
  const { detail } = model.useState();
  if (!detail) return <h1>Anomaly</h1>;
  const { score, severity, reason } = detail.anomaly;
  return (
    <div className={styles.head}>
      <SeverityScore score={score} severity={severity} large />
      <h1>{headline(reason)}</h1>
    </div>
  );
}

/** Who, when, how rare, and what would have passed. */
export function AnomalySubtitle({ model }: Props) {
  const styles = useStyles2(getStyles);
  const { detail } = model.useState();
  if (!detail) return null;
  const { anomaly, explanation, receipt } = detail;
  return (
    <div className={styles.sub}>
      <span>
        <b>{anomaly.entity.id}</b>, {anomaly.entity.type}, {when(detail)}. {rarity(explanation.odds)} {unremarked(receipt)}
      </span>
      {anomaly.technique && <TechniqueTag technique={anomaly.technique} />}
      {!anomaly.closed && <Badge text="still filling" color="blue" tooltip="Its hour is not over: the score may still rise" />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    gap: theme.spacing(2),
    alignItems: 'center',
    h1: { fontSize: theme.typography.h3.fontSize, margin: 0, overflowWrap: 'anywhere' },
  }),
  sub: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center', b: { color: theme.colors.text.primary } }),
});
