import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { Severity } from './model';
import { severityColour } from './severity';

interface Props {
  readonly score: number;
  readonly severity: Severity;
  readonly large?: boolean;
}

/** A score by number, word and colour. */
export function SeverityScore({ score, severity, large }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={large ? styles.large : styles.small} style={{ color: severityColour(useTheme2(), severity) }}>
      <strong>{Math.round(score)}</strong>
      <span>{severity}</span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const base = {
    display: 'inline-flex',
    flexDirection: 'column' as const,
    lineHeight: 1.15,
    fontVariantNumeric: 'tabular-nums',
    fontSize: theme.typography.bodySmall.fontSize,
  };
  return {
    small: css({ ...base, strong: { fontSize: 22, fontWeight: theme.typography.fontWeightMedium } }),
    large: css({ ...base, fontSize: 14, strong: { fontSize: 34, fontWeight: theme.typography.fontWeightMedium } }),
  };
};
