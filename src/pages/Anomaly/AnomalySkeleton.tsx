import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** Where the chart and the cards will be. It does not move. */
export function AnomalySkeleton() {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" aria-label="Loading the anomaly" className={styles.page}>
      <span style={{ height: 280, gridColumn: '1 / -1' }} />
      {[0, 1, 2].map((i) => (
        <span key={i} style={{ height: 220 }} />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'grid',
    width: '100%',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))',
    span: { background: theme.colors.background.primary, border: `1px solid ${theme.colors.border.weak}`, borderRadius: theme.shape.radius.default },
  }),
});
