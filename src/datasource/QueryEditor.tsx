import React from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { AutoSizeInput, InlineField, InlineFieldRow, InlineSwitch, RadioButtonGroup } from '@grafana/ui';
import { EntityPicker } from './EntityPicker';
import { FeaturePicker } from './FeaturePicker';
import type { HabitusDataSource } from './HabitusDataSource';
import type { HabitusOptions } from './options';
import { DEFAULT_QUERY, FORMATS, formatOf, missing, QUERY_KINDS, withKind, type HabitusQuery } from './query';

type Props = QueryEditorProps<HabitusDataSource, HabitusQuery, HabitusOptions>;

export function QueryEditor({ query: stored, datasource, onChange, onRunQuery }: Props) {
  const query: HabitusQuery = { ...DEFAULT_QUERY, ...stored };
  const id = (name: string) => `habitus-${query.refId}-${name}`;
  const change = (next: HabitusQuery) => {
    onChange(next);
    if (!missing(next)) onRunQuery();
  };
  const set = (part: Partial<HabitusQuery>) => change({ ...query, ...part });
  const clearable = (name: 'entity' | 'feature' | 'minScore') => (value: string | number | undefined) => {
    const { [name]: _, ...rest } = query;
    change(value === undefined ? rest : { ...rest, [name]: value });
  };
  const baseline = query.queryType === 'baseline';

  return (
    <>
      <InlineFieldRow>
        <InlineField label="Show" labelWidth={14}>
          <RadioButtonGroup aria-label="Query type" options={[...QUERY_KINDS]} value={query.queryType} onChange={(kind) => change(withKind(query, kind))} />
        </InlineField>
        {FORMATS[query.queryType].length > 1 && (
          <InlineField label="as" labelWidth={5}>
            <RadioButtonGroup aria-label="Format" options={[...FORMATS[query.queryType]]} value={formatOf(query)} onChange={(format) => set({ format })} />
          </InlineField>
        )}
      </InlineFieldRow>
      <InlineFieldRow>
        <InlineField label="Entity" labelWidth={14} htmlFor={id('entity')} {...invalid(baseline && !query.entity, 'A baseline is of one entity')}>
          <EntityPicker id={id('entity')} datasource={datasource} value={query.entity} optional={!baseline} onChange={clearable('entity')} />
        </InlineField>
        {baseline && (
          <InlineField
            label="Feature"
            labelWidth={12}
            htmlFor={id('feature')}
            {...invalid(!query.feature && Boolean(query.entity), 'A baseline is of one feature')}
          >
            <FeaturePicker id={id('feature')} datasource={datasource} entity={query.entity} value={query.feature} onChange={clearable('feature')} />
          </InlineField>
        )}
        {baseline && (
          <InlineField label="Anomalies" tooltip="A fifth series that holds the observed value where it was anomalous" htmlFor={id('anomalies')}>
            <InlineSwitch id={id('anomalies')} value={query.withAnomalies ?? false} onChange={(event) => set({ withAnomalies: event.currentTarget.checked })} />
          </InlineField>
        )}
      </InlineFieldRow>
      {!baseline && (
        <InlineFieldRow>
          <InlineField label="Score from" labelWidth={14} tooltip="10 points for each power of ten: 60 is one in a million such hours" htmlFor={id('score')}>
            <NumberInput id={id('score')} value={query.minScore} min={0} max={100} placeholder="0" onCommit={clearable('minScore')} />
          </InlineField>
          <InlineField label="At most" labelWidth={12} tooltip="Rows or series, the highest first" htmlFor={id('limit')}>
            <NumberInput
              id={id('limit')}
              value={query.limit}
              min={1}
              max={1000}
              placeholder="20"
              onCommit={(limit) => set({ limit: limit ?? DEFAULT_QUERY.limit })}
            />
          </InlineField>
        </InlineFieldRow>
      )}
    </>
  );
}

const invalid = (is: boolean, error: string) => (is ? { invalid: true, error } : {});

interface NumberInputProps {
  readonly id: string;
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly placeholder: string;
  readonly onCommit: (value: number | undefined) => void;
}

function NumberInput({ id, value, min, max, placeholder, onCommit }: NumberInputProps) {
  const commit = (text: string) => {
    const parsed = Number(text);
    const next = text.trim() === '' || !Number.isFinite(parsed) ? undefined : Math.min(max, Math.max(min, parsed));
    if (next !== value) onCommit(next);
  };
  return (
    <AutoSizeInput
      id={id}
      type="number"
      minWidth={10}
      min={min}
      max={max}
      value={value ?? ''}
      placeholder={placeholder}
      onCommitChange={(event) => commit(event.currentTarget.value)}
    />
  );
}
