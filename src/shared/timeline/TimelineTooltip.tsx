import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { isMarked, pointLines, pointTime } from './describe';
import type { TimelineSeries } from './series';

interface Props {
  readonly series: TimelineSeries;
  readonly index: number;
  readonly left: number;
  readonly width: number;
  readonly timeZone: string;
}

/** What a bucket held. The slider under it says the same to assistive technology. */
export function TimelineTooltip({ series, index, left, width, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  const side = left > width / 2 ? { right: width - left + 12 } : { left: left + 12 };
  return (
    <div className={styles.tooltip} style={side} aria-hidden>
      <div className={styles.time}>{pointTime(series, index, timeZone)}</div>
      <dl>
        {pointLines(series, index).map(([label, value]) => (
          <React.Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </React.Fragment>
        ))}
      </dl>
      {isMarked(series, index) && <div className={styles.mark}>anomalous</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tooltip: css({
    position: 'absolute',
    top: 14,
    pointerEvents: 'none',
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
    padding: theme.spacing(0.75, 1.25),
    fontSize: theme.typography.bodySmall.fontSize,
    zIndex: 2,
    dl: { display: 'grid', gridTemplateColumns: 'auto auto', columnGap: theme.spacing(2), margin: 0 },
    dt: { color: theme.colors.text.secondary, fontWeight: 'normal' },
    dd: { textAlign: 'right', margin: 0 },
  }),
  time: css({ fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' }),
  mark: css({ color: theme.isDark ? '#ff7383' : '#d10e5c' }),
});
