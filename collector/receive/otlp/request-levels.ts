import type { Levels } from './json-request';

/** How an export request of each signal names its levels. */
export const LOG_LEVELS: Levels = { resources: 'resourceLogs', scopes: 'scopeLogs', records: 'logRecords' };
export const SPAN_LEVELS: Levels = { resources: 'resourceSpans', scopes: 'scopeSpans', records: 'spans' };
export const METRIC_LEVELS: Levels = { resources: 'resourceMetrics', scopes: 'scopeMetrics', records: 'metrics' };

export const REQUEST_LEVELS: readonly Levels[] = [LOG_LEVELS, SPAN_LEVELS, METRIC_LEVELS];
