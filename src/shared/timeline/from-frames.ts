import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { EMPTY_SERIES, type Mark, type TimelineSeries } from './series';

const PARTS = ['observed', 'expected', 'lower', 'upper', 'anomalies'] as const;
type Part = (typeof PARTS)[number];

/** Where a series was found: its values by time. */
type ByTime = ReadonlyMap<number, number | null>;

/**
 * The timeline in the frames of a `baseline` query: one frame a part (timeseries-multi), or one frame with a column a part (after a join).
 * A part is known by its frame's name, else by its field's. Other frames are left alone. Only the first frame of a part counts: a timeline is of one entity.
 */
export function timelineFromFrames(frames: readonly DataFrame[]): TimelineSeries {
  const parts = new Map<Part, ByTime>();
  for (const frame of frames) collect(frame, parts);
  const observed = parts.get('observed');
  if (!observed) return EMPTY_SERIES;
  const times = [...new Set([...parts.values()].flatMap((part) => [...part.keys()]))].sort((a, b) => a - b);
  const column = (part: Part) => times.map((at) => parts.get(part)?.get(at) ?? null);
  const anomalies = parts.get('anomalies');
  const marks = times.flatMap((at, index): Mark[] => ((anomalies?.get(at) ?? null) === null ? [] : [{ index }]));
  return { times, observed: column('observed'), expected: column('expected'), lower: column('lower'), upper: column('upper'), marks };
}

/** The labels of the observed series: entity, entityType, feature. */
export function timelineLabels(frames: readonly DataFrame[]): Readonly<Record<string, string>> {
  for (const frame of frames) {
    const field = frame.fields.find((f) => f.type === FieldType.number && partOf(frame, f) === 'observed');
    if (field?.labels) return field.labels;
  }
  return {};
}

function collect(frame: DataFrame, parts: Map<Part, ByTime>): void {
  const time = frame.fields.find((field) => field.type === FieldType.time);
  if (!time) return;
  for (const field of frame.fields) {
    const part = field.type === FieldType.number ? partOf(frame, field) : undefined;
    if (part && !parts.has(part)) parts.set(part, byTime(time, field));
  }
}

function partOf(frame: DataFrame, field: Field): Part | undefined {
  return PARTS.find((part) => frame.name === part) ?? PARTS.find((part) => field.name === part);
}

function byTime(time: Field, field: Field): ByTime {
  const values = new Map<number, number | null>();
  for (let i = 0; i < time.values.length; i++) values.set(time.values[i] as number, (field.values[i] as number | null | undefined) ?? null);
  return values;
}
