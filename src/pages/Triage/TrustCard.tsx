import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import { Card } from '../../shared/Card';
import type { Trust } from '../../shared/model';
import { trustLines, type TrustLine } from './trust-lines';

interface Props {
  readonly trust: Trust | undefined;
  readonly error: string | undefined;
  readonly timeZone: string;
  readonly onShowAll: () => void;
}

/** Fresh? Complete? Honest? What the list rests on, beside the list. */
export function TrustCard({ trust, error, timeZone, onShowAll }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Card title="Can I trust this list?">
      {error && (
        <Alert severity="warning" title="The backend did not say">
          {error}
        </Alert>
      )}
      {trust && (
        <dl className={styles.lines}>
          {trustLines(trust, timeZone).map((line) => (
            <div key={line.label} title={line.title}>
              <dt>{line.label}</dt>
              <dd className={styles[line.mood]}>
                {line.value}
                {line.mood === 'warn' && <span className="sr-only"> (needs attention)</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {trust?.dataEnd !== undefined && (
        <Button variant="secondary" fill="text" size="sm" icon="calendar-alt" onClick={onShowAll}>
          Show all the data
        </Button>
      )}
    </Card>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<TrustLine['mood'] | 'lines', string> => ({
  lines: css({
    margin: 0,
    fontVariantNumeric: 'tabular-nums',
    fontSize: 13,
    '& > div': {
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 0),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    '& > div:last-child': { borderBottom: 'none' },
    dt: { fontWeight: 'normal', whiteSpace: 'nowrap' },
    dd: { margin: 0, textAlign: 'right' },
    '.sr-only': { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clip: 'rect(0 0 0 0)' },
  }),
  good: css({ color: theme.colors.success.text }),
  warn: css({ color: theme.colors.warning.text }),
  plain: css({}),
});
