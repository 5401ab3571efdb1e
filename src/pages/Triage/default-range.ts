import { dateTime, type TimeRange } from '@grafana/data';
import type { Trust } from '../../shared/model';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Data that ended longer ago than this is history: an import, not a stream. */
const HISTORY_AFTER = 6 * HOUR;
const LONGEST = 45 * DAY;

/** The whole of what was imported, at most 45 days up to its end. Undefined while data comes in: then the last 24 hours are right. */
export function historyRange({ dataStart, dataEnd, now }: Pick<Trust, 'dataStart' | 'dataEnd' | 'now'>): TimeRange | undefined {
  if (dataEnd === undefined || now - dataEnd < HISTORY_AFTER) return undefined;
  const start = Math.max(dataStart ?? 0, dataEnd - LONGEST);
  const from = dateTime(Math.floor(start / HOUR) * HOUR);
  const to = dateTime(Math.ceil(dataEnd / HOUR) * HOUR);
  return { from, to, raw: { from, to } };
}

/** All the data there is, for a view that shows none of it. */
export function wholeRange({ dataStart, dataEnd }: Pick<Trust, 'dataStart' | 'dataEnd'>): TimeRange | undefined {
  if (dataStart === undefined || dataEnd === undefined) return undefined;
  const from = dateTime(Math.floor(dataStart / HOUR) * HOUR);
  const to = dateTime(Math.ceil(dataEnd / HOUR) * HOUR);
  return { from, to, raw: { from, to } };
}
