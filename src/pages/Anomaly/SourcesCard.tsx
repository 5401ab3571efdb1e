import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { Card } from '../../shared/Card';
import { number } from '../../shared/format';
import type { AnomalyDetail } from '../../shared/model';

const HOUR = 3_600_000;

/** How much of the expectation rests on what. */
export function SourcesCard({ detail: { explanation, receipt, anomaly } }: { readonly detail: AnomalyDetail }) {
  const styles = useStyles2(getStyles);
  const { own, neighbour, peer } = explanation.borrowed;
  const bucket = (receipt.findings[0]?.width ?? 0) > HOUR ? 'day' : 'hour';
  const sources = [
    [`its own history at this ${bucket}`, own],
    [`the ${bucket}s around it`, neighbour],
    [`other ${anomaly.entity.type === 'address' ? 'addresses' : `${anomaly.entity.type}s`}`, peer],
  ] as const;
  const note = ownHistory(explanation.arithmetic);
  return (
    <Card title="Where the expectation comes from">
      <dl className={styles.bars}>
        {sources.map(([label, share]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <span className={styles.track} aria-hidden>
                <span style={{ width: `${Math.max(1, 100 * share)}%` }} />
              </span>
              {Math.round(100 * share)} %
            </dd>
          </div>
        ))}
      </dl>
      {note && (
        <p className={styles.note}>
          At this {bucket} of the week: {note}.
        </p>
      )}
      <p className={styles.note}>
        {receipt.sample < 1_000
          ? `Only ${number(receipt.sample)} such hours were seen before: nothing is called rarer than 1 in 1,000 yet.`
          : `The odds rest on ${number(receipt.sample)} hours of every ${anomaly.entity.type} seen before.`}
      </p>
    </Card>
  );
}

/** "0 files in 4.1 weeks, older ones weigh less": what the backend says in brackets of its own share. */
function ownHistory(arithmetic: AnomalyDetail['explanation']['arithmetic']): string | undefined {
  return arithmetic.find(({ label }) => label.startsWith('From its own history'))?.value.match(/\((.*)\)/)?.[1];
}

const getStyles = (theme: GrafanaTheme2) => ({
  bars: css({
    margin: theme.spacing(0, 0, 1),
    fontSize: 13,
    '> div': {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.3fr)',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 0),
      alignItems: 'center',
    },
    dt: { fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 44px', gap: theme.spacing(1), alignItems: 'center', textAlign: 'right' },
  }),
  track: css({ display: 'block', height: 8, '> span': { display: 'block', height: '100%', background: theme.isDark ? '#6e9fff' : '#3865ab' } }),
  note: css({ margin: theme.spacing(0.5, 0, 0), color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
