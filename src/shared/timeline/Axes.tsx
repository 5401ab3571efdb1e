import React from 'react';
import { dateTimeFormat, dateTimeForTimeZone } from '@grafana/data';
import { number } from '../format';
import { timeTicks, type Frame, type Scale } from './geometry';
import type { TimelinePalette } from './palette';

interface Props {
  readonly frame: Frame;
  readonly scale: Scale;
  readonly span: readonly [number, number];
  readonly ticks: readonly number[];
  readonly timeZone: string;
  readonly palette: TimelinePalette;
}

/** Horizontal grid with values, and round local times below. */
export function Axes({ frame, scale, span, ticks, timeZone, palette }: Props) {
  const offset = (at: number) => dateTimeForTimeZone(timeZone, at).utcOffset() * 60_000;
  const times = timeTicks(span, Math.max(2, Math.floor((frame.right - frame.left) / 110)), offset);
  return (
    <g aria-hidden fontSize={11} fill={palette.label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={frame.left} x2={frame.right} y1={scale.y(tick)} y2={scale.y(tick)} stroke={palette.grid} />
          <text x={frame.left - 6} y={scale.y(tick) + 4} textAnchor="end">
            {number(tick)}
          </text>
        </g>
      ))}
      {times.map(({ at, step }) => (
        <text key={at} x={Math.min(scale.x(at), frame.right - 24)} y={frame.bottom + 17} textAnchor="middle">
          {dateTimeFormat(at, { timeZone, format: step >= 7 * DAY ? 'D MMM' : step >= DAY ? 'ddd D MMM' : step >= HOUR ? 'ddd HH:mm' : 'HH:mm' })}
        </text>
      ))}
    </g>
  );
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
