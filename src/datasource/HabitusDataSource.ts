import { CoreApp, type DataSourceInstanceSettings, type LegacyMetricFindQueryOptions, type MetricFindValue, type ScopedVars } from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import type { EntityRef, FeatureSummary } from '../shared/model';
import type { HabitusOptions } from './options';
import { DEFAULT_QUERY, missing, type HabitusQuery } from './query';

/** The front half of the data source: fills in variables, offers what there is to choose; the backend answers. */
export class HabitusDataSource extends DataSourceWithBackend<HabitusQuery, HabitusOptions> {
  constructor(settings: DataSourceInstanceSettings<HabitusOptions>) {
    super(settings);
  }

  override getDefaultQuery(app: CoreApp): Partial<HabitusQuery> {
    return app === CoreApp.UnifiedAlerting ? { queryType: 'anomalies', format: 'alerts' } : DEFAULT_QUERY;
  }

  /** A query that is still being put together is not sent. */
  override filterQuery(query: HabitusQuery): boolean {
    return !query.hide && missing({ ...DEFAULT_QUERY, ...query }) === undefined;
  }

  override applyTemplateVariables(query: HabitusQuery, scopedVars: ScopedVars): HabitusQuery {
    const fill = (text: string) => getTemplateSrv().replace(text, scopedVars);
    return {
      ...DEFAULT_QUERY,
      ...query,
      ...(query.entity ? { entity: fill(query.entity) } : {}),
      ...(query.feature ? { feature: fill(query.feature) } : {}),
    };
  }

  /** Entities as the values of a dashboard variable. The query is a type, a search, or both: `user`, `web`, `user:web`. */
  override async metricFindQuery(query: unknown, options?: LegacyMetricFindQueryOptions): Promise<MetricFindValue[]> {
    const text = typeof query === 'string' ? query : String((query as { query?: string } | undefined)?.query ?? '');
    const entities = await this.entities(entitySearch(getTemplateSrv().replace(text, options?.scopedVars)));
    return entities.map(({ type, id }) => ({ text: id, value: `${type}:${id}` }));
  }

  async entities({ search = '', type = '' }: EntitySearch): Promise<EntityRef[]> {
    const answer = await this.getResource<{ entities: EntityRef[] }>('entities', { search, ...(type ? { type } : {}) });
    return answer.entities;
  }

  features(): Promise<FeatureSummary[]> {
    return this.getResource<FeatureSummary[]>('features');
  }
}

export interface EntitySearch {
  readonly search?: string;
  readonly type?: string;
}

const TYPES = ['user', 'host', 'address', 'network', 'account', 'service', 'card', 'device', 'application', 'organisation'];

/** `user:web` is a type and a search, `user` a type, `web` a search. */
export function entitySearch(text: string): EntitySearch {
  const [head = '', ...rest] = text.trim().split(':');
  return TYPES.includes(head) ? { type: head, search: rest.join(':') } : { search: text.trim() };
}
