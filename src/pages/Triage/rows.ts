import type { DataFrame } from '@grafana/data';
import type { Severity } from '../../shared/model';
import { isSeverity } from '../../shared/severity';

/** A row of the ranking: a case, one incident over entities and hours. */
export interface TriageRow {
  readonly id: string;
  readonly entity: string;
  readonly entityType: string;
  readonly reason: string;
  readonly score: number;
  readonly severity: Severity;
  readonly odds: string;
  readonly observed: number;
  readonly technique: string | undefined;
  readonly since: number;
  readonly hours: number;
  readonly leadStart: number;
  readonly feature: string;
  readonly closed: boolean;
  /** Other entities of the same case. */
  readonly also: readonly string[];
  readonly verdict: string | undefined;
}

/** The rows of an `anomalies` table frame, in its order. Columns are found by name, so a new one breaks nothing. */
export function rowsFromFrame(frame: DataFrame | undefined): TriageRow[] {
  if (!frame) return [];
  const columns = new Map(frame.fields.map((field) => [field.name, field.values]));
  const cell = (name: string, i: number): unknown => columns.get(name)?.[i];
  const text = (name: string, i: number) => String(cell(name, i) ?? '');
  const value = (name: string, i: number) => Number(cell(name, i) ?? 0);
  return Array.from({ length: frame.length }, (_, i) => {
    const severity = text('severity', i);
    return {
      id: text('id', i),
      entity: text('entity', i),
      entityType: text('entityType', i),
      reason: text('reason', i),
      score: value('score', i),
      severity: isSeverity(severity) ? severity : 'info',
      odds: text('odds', i),
      observed: value('observed', i),
      technique: text('technique', i) || undefined,
      since: value('time', i),
      hours: value('hours', i),
      leadStart: value('leadStart', i),
      feature: text('feature', i),
      closed: cell('closed', i) !== false,
      also: text('also', i).split(', ').filter(Boolean),
      verdict: text('verdict', i) || undefined,
    };
  });
}
