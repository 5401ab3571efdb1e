import type { Millis } from '../../model';

/** A data frame before it is Arrow: what a query type answers with. */
export interface Frame {
  readonly name: string;
  readonly meta?: FrameMeta;
  readonly fields: readonly Field[];
}

export type Field = (
  | { readonly type: 'time'; readonly values: readonly Millis[] }
  | { readonly type: 'number'; readonly values: readonly (number | null)[] }
  | { readonly type: 'text'; readonly values: readonly (string | null)[] }
  | { readonly type: 'boolean'; readonly values: readonly boolean[] }
) & {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly config?: FieldConfig;
};

/** The part of Grafana's FieldConfig that is ours to say. */
export interface FieldConfig {
  readonly displayName?: string;
  readonly displayNameFromDS?: string;
  readonly description?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  readonly custom?: Readonly<Record<string, unknown>>;
}

/** Grafana's dataplane types: the six that alerting reads, and what only people read. */
export type FrameType = 'timeseries-multi' | 'timeseries-wide' | 'timeseries-long' | 'numeric-multi' | 'numeric-wide' | 'numeric-long' | 'table';

/** Grafana's FrameMeta. Alerting reads typed frames of version 0.1 only: with 0.0 a numeric frame is refused. */
export interface FrameMeta {
  readonly type?: FrameType;
  readonly typeVersion?: readonly [0, 1];
  readonly custom?: Readonly<Record<string, unknown>>;
  readonly notices?: readonly { readonly severity: 'info' | 'warning' | 'error'; readonly text: string }[];
}

/** A series over time, sorted by time: one frame of a `timeseries-multi` answer. Alerting's "last" takes the last row. */
export function seriesFrame(
  name: string,
  labels: Readonly<Record<string, string>>,
  points: readonly { readonly at: Millis; readonly value: number | null }[],
  config?: FieldConfig
): Frame {
  return {
    name,
    meta: { type: 'timeseries-multi', typeVersion: [0, 1] },
    fields: [
      { name: 'time', type: 'time', values: points.map(({ at }) => at) },
      { name, type: 'number', values: points.map(({ value }) => value), labels, ...(config && { config }) },
    ],
  };
}

/** One number of one label set: one frame of a `numeric-multi` answer, which an alert rule takes as it is. */
export function numberFrame(name: string, labels: Readonly<Record<string, string>>, value: number | null): Frame {
  return { name, meta: { type: 'numeric-multi', typeVersion: [0, 1] }, fields: [{ name, type: 'number', values: [value], labels }] };
}
