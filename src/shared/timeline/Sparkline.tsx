import React, { memo } from 'react';
import { useTheme2 } from '@grafana/ui';
import { scaleOf, timeSpan } from './geometry';
import { timelinePalette } from './palette';
import { peak, type TimelineSeries } from './series';
import { TimelineLayers } from './TimelineLayers';

interface Props {
  readonly series: TimelineSeries;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

/** A timeline the height of a row: no axes, no tooltip. */
export const Sparkline = memo(function Sparkline({ series, width, height, label }: Props) {
  const palette = timelinePalette(useTheme2());
  const scale = scaleOf({ left: 4, right: width - 5, top: 6, bottom: height - 3 }, timeSpan(series), peak(series) * 1.02);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label} style={{ display: 'block', maxWidth: '100%' }}>
      <TimelineLayers series={series} scale={scale} palette={palette} dot={3.2} />
    </svg>
  );
});
