import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** Where rows will be. It does not move: nothing that was read jumps. */
export function RowSkeletons() {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" aria-label="Loading the ranking" className={styles.list}>
      {Array.from({ length: 6 }, (_, i) => (
        <div key={i} className={styles.row}>
          <span style={{ width: 40, height: 26 }} />
          <span style={{ width: `${60 - i * 5}%` }} />
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ border: `1px solid ${theme.colors.border.weak}`, borderRadius: theme.shape.radius.default, background: theme.colors.background.primary }),
  row: css({
    display: 'flex',
    gap: theme.spacing(4),
    alignItems: 'center',
    height: 88,
    padding: theme.spacing(0, 2),
    '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` },
    span: { height: 14, background: theme.colors.background.secondary, borderRadius: theme.shape.radius.default },
  }),
});
