import React from 'react';
import { bandPath, linePath, type Scale } from './geometry';
import type { TimelinePalette } from './palette';
import type { TimelineSeries } from './series';

export interface LayerOptions {
  readonly showBand?: boolean;
  readonly showExpected?: boolean;
}

interface Props extends LayerOptions {
  readonly series: TimelineSeries;
  readonly scale: Scale;
  readonly palette: TimelinePalette;
  readonly dot: number;
}

/** Band, dashed expectation, observed line, dots: the one way in which Habitus draws behaviour. */
export function TimelineLayers({ series, scale, palette, dot, showBand = true, showExpected = true }: Props) {
  const { times, observed, expected, marks } = series;
  return (
    <g>
      {showBand && <path data-testid="habitus band" d={bandPath(series, scale)} fill={palette.band} />}
      {showExpected && (
        <path
          data-testid="habitus expected"
          d={linePath(times, expected, scale)}
          fill="none"
          stroke={palette.expected}
          strokeDasharray="3 3"
          strokeOpacity={0.85}
        />
      )}
      <path
        data-testid="habitus observed"
        d={linePath(times, observed, scale)}
        fill="none"
        stroke={palette.observed}
        strokeWidth={1.25}
        strokeLinejoin="round"
      />
      {marks.map(({ index, current }) => {
        const value = observed[index] ?? null;
        return value === null ? null : (
          <circle
            key={index}
            data-testid="habitus mark"
            cx={scale.x(times[index]!)}
            cy={scale.y(value)}
            r={current ? dot * 1.3 : dot}
            fill={palette.mark}
            stroke={palette.canvas}
            strokeWidth={1}
          />
        );
      })}
    </g>
  );
}
