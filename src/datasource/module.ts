import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './ConfigEditor';
import { HabitusDataSource } from './HabitusDataSource';
import type { HabitusOptions } from './options';
import type { HabitusQuery } from './query';
import { QueryEditor } from './QueryEditor';

// Eager on purpose: a nested plugin is served from a folder of its own, in which the app's lazy chunks are not found.
export const plugin = new DataSourcePlugin<HabitusDataSource, HabitusQuery, HabitusOptions>(HabitusDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
