import React, { useCallback } from 'react';
import { Combobox, type ComboboxOption } from '@grafana/ui';
import { entitySearch, type HabitusDataSource } from './HabitusDataSource';

interface Props {
  readonly id: string;
  readonly datasource: HabitusDataSource;
  readonly value: string | undefined;
  readonly optional: boolean;
  readonly onChange: (entity: string | undefined) => void;
}

/** Search as you type over the watched entities; a variable (`$entity`) may be typed in. */
export function EntityPicker({ id, datasource, value, optional, onChange }: Props) {
  const search = useCallback(
    async (text: string): Promise<ComboboxOption[]> => {
      const found = await datasource.entities(entitySearch(text));
      return found.map((entity) => ({ value: `${entity.type}:${entity.id}`, label: entity.id, description: entity.type }));
    },
    [datasource]
  );
  return (
    <Combobox
      id={id}
      aria-label="Entity"
      width={34}
      options={search}
      value={value ?? null}
      placeholder={optional ? 'All entities' : 'Search a user, host or address'}
      createCustomValue
      isClearable
      onChange={(option: ComboboxOption | null) => onChange(option?.value)}
    />
  );
}
