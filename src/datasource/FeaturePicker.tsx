import React, { useCallback } from 'react';
import { Combobox, type ComboboxOption } from '@grafana/ui';
import type { HabitusDataSource } from './HabitusDataSource';

interface Props {
  readonly id: string;
  readonly datasource: HabitusDataSource;
  readonly entity: string | undefined;
  readonly value: string | undefined;
  readonly onChange: (feature: string | undefined) => void;
}

/** The questions asked of this type of entity; all of them while the entity is a variable or not chosen. */
export function FeaturePicker({ id, datasource, entity, value, onChange }: Props) {
  const type = entity && !entity.startsWith('$') ? entity.split(':')[0] : undefined;
  const load = useCallback(
    async (text: string): Promise<ComboboxOption[]> => {
      const features = await datasource.features();
      const words = text.toLowerCase();
      return features
        .filter((feature) => !type || feature.entityType === type)
        .filter((feature) => `${feature.id} ${feature.question}`.toLowerCase().includes(words))
        .map((feature) => ({ value: feature.id, label: feature.id, description: feature.question }));
    },
    [datasource, type]
  );
  return (
    <Combobox
      id={id}
      aria-label="Feature"
      width={34}
      options={load}
      value={value ?? null}
      placeholder="Choose what was counted"
      createCustomValue
      isClearable
      onChange={(option: ComboboxOption | null) => onChange(option?.value)}
    />
  );
}
