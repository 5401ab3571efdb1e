import type { DataQuery } from '@grafana/schema';
import type { HabitusQuery as Contract, QueryType } from '../shared/model';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The contract of the backend in the shape of a Grafana query. */
export type HabitusQuery = Omit<DataQuery, 'queryType'> & Mutable<Contract>;

export const DEFAULT_QUERY = { queryType: 'anomalies', format: 'table', limit: 20 } as const;

export const QUERY_KINDS: readonly { readonly value: QueryType; readonly label: string; readonly description: string }[] = [
  { value: 'anomalies', label: 'Anomalies', description: 'What deviates most, highest score first' },
  { value: 'baseline', label: 'Baseline', description: 'What one entity did, against what was to be expected' },
  { value: 'risk', label: 'Risk', description: 'How much each entity has surprised lately' },
];

type Format = NonNullable<Contract['format']>;

/** The formats a kind of query can answer in, the default first. */
export const FORMATS: Readonly<Record<QueryType, readonly { readonly value: Format; readonly label: string; readonly description: string }[]>> = {
  anomalies: [
    { value: 'table', label: 'Table', description: 'For panels: one row for each entity and stretch of anomalous hours' },
    { value: 'numeric', label: 'Numbers', description: 'One score for each entity' },
    { value: 'alerts', label: 'Alerts', description: 'For alert rules: the cases that the budget of the day admits' },
  ],
  baseline: [{ value: 'series', label: 'Time series', description: 'Observed, expected, lower and upper' }],
  risk: [
    { value: 'series', label: 'Time series', description: 'Risk over time, one series for each entity' },
    { value: 'numeric', label: 'Numbers', description: 'For alert rules: the ranking now' },
  ],
};

/** The format that will be answered: the chosen one where the kind has it, else the kind's default. */
export function formatOf({ queryType, format }: Pick<HabitusQuery, 'queryType' | 'format'>): Format {
  const formats = FORMATS[queryType];
  return formats.find(({ value }) => value === format)?.value ?? formats[0]!.value;
}

/** A query of another kind keeps what still has a meaning there. */
export function withKind(query: HabitusQuery, queryType: QueryType): HabitusQuery {
  const { feature, minScore, withAnomalies, ...kept } = query;
  const next: HabitusQuery = { ...kept, queryType, format: formatOf({ queryType, format: query.format! }) };
  if (queryType === 'baseline') return { ...next, ...(feature ? { feature } : {}), withAnomalies: withAnomalies ?? true };
  return minScore === undefined ? next : { ...next, minScore };
}

/** What still has to be chosen before the backend can answer. Undefined when nothing is missing. */
export function missing({ queryType, entity, feature }: HabitusQuery): string | undefined {
  if (queryType !== 'baseline') return undefined;
  if (!entity) return 'Choose an entity';
  return feature ? undefined : 'Choose a feature';
}
