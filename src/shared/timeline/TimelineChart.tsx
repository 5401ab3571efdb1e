import React, { useId, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { number } from '../format';
import { Axes } from './Axes';
import { scaleOf, timeSpan, valueTicks, type Frame } from './geometry';
import { MarkLinks } from './MarkLinks';
import { timelinePalette } from './palette';
import { Probe } from './Probe';
import type { TimelineSeries } from './series';
import { TimelineLayers, type LayerOptions } from './TimelineLayers';
import { TimelineTooltip } from './TimelineTooltip';

export interface TimelineChartProps extends LayerOptions {
  readonly series: TimelineSeries;
  readonly width: number;
  readonly height: number;
  readonly timeZone: string;
  /** What the values are, plural: "failed sign-ins". */
  readonly unit: string;
  /** The range drawn; by default from the first bucket to the last. */
  readonly range?: readonly [number, number];
}

/** Behaviour against expectation, with axes, a tooltip that follows mouse and arrow keys, and a link on each anomaly. */
export function TimelineChart({ series, width, height, timeZone, unit, range, showBand = true, showExpected = true }: TimelineChartProps) {
  const palette = timelinePalette(useTheme2());
  const styles = useStyles2(getStyles);
  const [probed, setProbed] = useState<number>();
  const titleId = useId();
  const ticks = valueTicks(series);
  const frame: Frame = { left: gutter(ticks), right: width - 12, top: 10, bottom: height - 24 };
  const span = range ?? timeSpan(series);
  const scale = scaleOf(frame, span, ticks[ticks.length - 1]!);
  if (width < 80 || height < 60) return null;

  return (
    <div className={styles.chart} style={{ width, height }}>
      <svg width={width} height={height} role="img" aria-labelledby={titleId}>
        <title id={titleId}>{`${unit}: observed against expected, ${series.marks.length} anomalous`}</title>
        <Axes frame={frame} scale={scale} span={span} ticks={ticks} timeZone={timeZone} palette={palette} />
        <Clip frame={frame} id={`${titleId}-clip`}>
          <TimelineLayers series={series} scale={scale} palette={palette} dot={4.5} showBand={showBand} showExpected={showExpected} />
        </Clip>
        {probed !== undefined && (
          <line
            x1={scale.x(series.times[probed]!)}
            x2={scale.x(series.times[probed]!)}
            y1={frame.top}
            y2={frame.bottom}
            stroke={palette.label}
            strokeDasharray="2 2"
          />
        )}
      </svg>
      <Probe series={series} frame={frame} scale={scale} span={span} timeZone={timeZone} unit={unit} probed={probed} onProbe={setProbed} />
      <MarkLinks series={series} scale={scale} timeZone={timeZone} onProbe={setProbed} />
      {probed !== undefined && <TimelineTooltip series={series} index={probed} left={scale.x(series.times[probed]!)} width={width} timeZone={timeZone} />}
    </div>
  );
}

/** Nothing is drawn outside the frame, but dots may overlap its edge. */
function Clip({ frame, id, children }: { readonly frame: Frame; readonly id: string; readonly children: React.ReactNode }) {
  return (
    <>
      <clipPath id={id}>
        <rect x={frame.left - 6} y={0} width={frame.right - frame.left + 12} height={frame.bottom + 6} />
      </clipPath>
      <g clipPath={`url(#${id})`}>{children}</g>
    </>
  );
}

/** Room for the longest label of the value axis. */
function gutter(ticks: readonly number[]): number {
  return 12 + 7 * Math.max(...ticks.map((tick) => number(tick).length));
}

const getStyles = (_: GrafanaTheme2) => ({ chart: css({ position: 'relative', fontVariantNumeric: 'tabular-nums', svg: { display: 'block' } }) });
