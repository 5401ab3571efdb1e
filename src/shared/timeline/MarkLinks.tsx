import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { describePoint } from './describe';
import type { Scale } from './geometry';
import type { TimelineSeries } from './series';

interface Props {
  readonly series: TimelineSeries;
  readonly scale: Scale;
  readonly timeZone: string;
  readonly onProbe: (index: number | undefined) => void;
}

/** A link over each dot that leads somewhere, large enough to hit. The anomaly of the page itself has none. */
export function MarkLinks({ series, scale, timeZone, onProbe }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {series.marks.map(({ index, href, current }) =>
        href && !current ? (
          <a
            key={index}
            className={styles.link}
            href={href}
            style={{ left: scale.x(series.times[index]!) - 12, top: scale.y(series.observed[index] ?? 0) - 12 }}
            aria-label={`Open the anomaly of ${describePoint(series, index, timeZone)}`}
            onPointerEnter={() => onProbe(index)}
            onPointerLeave={() => onProbe(undefined)}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              locationService.push(href);
            }}
          />
        ) : null
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({
    position: 'absolute',
    width: 24,
    height: 24,
    borderRadius: '50%',
    '&:hover, &:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
});
