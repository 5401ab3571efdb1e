import React, { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

export interface Line {
  readonly label: string;
  readonly value: ReactNode;
  /** As usual: said, but quietly. */
  readonly quiet?: boolean;
}

/** Label and value, a line each. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.lines}>
      {lines.map(({ label, value, quiet }) => (
        <div key={label} className={cx(quiet && styles.quiet)}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  lines: css({
    margin: 0,
    fontSize: 13,
    '> div': {
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(2),
      padding: theme.spacing(0.75, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    dt: { fontWeight: theme.typography.fontWeightRegular, minWidth: 0, overflowWrap: 'anywhere' },
    dd: { margin: 0, textAlign: 'right', flexShrink: 0, maxWidth: '55%' },
  }),
  quiet: css({ color: theme.colors.text.secondary }),
});
