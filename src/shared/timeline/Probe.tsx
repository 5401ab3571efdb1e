import React, { type KeyboardEvent, type PointerEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { describePoint } from './describe';
import type { Frame, Scale } from './geometry';
import { nearestIndex, type TimelineSeries } from './series';

interface Props {
  readonly series: TimelineSeries;
  readonly frame: Frame;
  readonly scale: Scale;
  readonly span: readonly [number, number];
  readonly timeZone: string;
  readonly unit: string;
  readonly probed: number | undefined;
  readonly onProbe: (index: number | undefined) => void;
}

/** Where mouse and keys move over the chart. To assistive technology it is a slider over time that reads each bucket out. */
export function Probe({ series, frame, span, timeZone, unit, probed, onProbe }: Props) {
  const styles = useStyles2(getStyles);
  const last = series.times.length - 1;
  if (last < 0) return null;

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(1, box.width);
    onProbe(nearestIndex(series.times, span[0] + share * (span[1] - span[0])));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = stepTo(event.key, probed ?? last, series);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onProbe(next);
  };
  const now = probed ?? last;
  return (
    <div
      className={styles.probe}
      style={{ left: frame.left, top: frame.top, width: frame.right - frame.left, height: frame.bottom - frame.top }}
      role="slider"
      tabIndex={0}
      aria-label={`${unit} over time`}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={now}
      aria-valuetext={describePoint(series, now, timeZone)}
      onPointerMove={onPointerMove}
      onPointerLeave={() => onProbe(undefined)}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && onProbe(now)}
      onBlur={() => onProbe(undefined)}
      onKeyDown={onKeyDown}
    />
  );
}

/** Arrows go a bucket, Page Up and Down to the previous and next anomaly, Home and End to the ends. */
export function stepTo(key: string, from: number, { times, marks }: TimelineSeries): number | undefined {
  const last = times.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageUp':
      return [...marks].reverse().find(({ index }) => index < from)?.index ?? from;
    case 'PageDown':
      return marks.find(({ index }) => index > from)?.index ?? from;
    default:
      return undefined;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  probe: css({
    position: 'absolute',
    cursor: 'crosshair',
    touchAction: 'pan-y',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
});
