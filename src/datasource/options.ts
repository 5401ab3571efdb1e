import type { DataSourceJsonData } from '@grafana/data';

export interface HabitusOptions extends DataSourceJsonData {
  /** Everything a data source instance reads and writes lies in one namespace. */
  namespace?: string;
}
