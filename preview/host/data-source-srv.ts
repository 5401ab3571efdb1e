import type { DataSourceApi, DataSourceInstanceSettings, DataSourcePlugin, DataSourceRef } from '@grafana/data';
import { config, type DataSourceSrv, type GetDataSourceListFilters, type RuntimeDataSourceRegistration } from '@grafana/runtime';
import { loadModule } from './amd';

type Ref = DataSourceRef | string | null | undefined;
type AnySource = DataSourceApi;
export type AnySourcePlugin = DataSourcePlugin<AnySource>;

/** The data sources that the boot data names, each made by its plugin's own class. */
export function createDataSourceSrv(): DataSourceSrv {
  const made = new Map<string, Promise<AnySource>>();
  const atRuntime = new Map<string, AnySource>();
  const all = () => Object.values(config.datasources);

  const settingsOf = (ref: Ref): DataSourceInstanceSettings | undefined => {
    const wanted = typeof ref === 'string' ? ref : ref?.uid;
    if (!wanted || wanted === 'default') return all().find(({ isDefault }) => isDefault);
    return all().find(({ uid, name }) => uid === wanted || name === wanted);
  };
  const get = (ref: Ref): Promise<AnySource> => {
    const runtime = atRuntime.get((typeof ref === 'string' ? ref : ref?.uid) ?? '');
    if (runtime) return Promise.resolve(runtime);
    const settings = settingsOf(ref);
    if (!settings) return Promise.reject(new Error(`Data source ${JSON.stringify(ref)} was not found`));
    const instance = made.get(settings.uid) ?? make(settings);
    made.set(settings.uid, instance);
    return instance;
  };
  return {
    get,
    getInstanceSettings: settingsOf,
    getList: (filters) => all().filter((settings) => passes(settings, filters ?? {})),
    reload: () => made.clear(),
    registerRuntimeDataSource: ({ dataSource }: RuntimeDataSourceRegistration) => void atRuntime.set(dataSource.uid, dataSource as unknown as AnySource),
  };
}

export async function importDataSource({ meta }: Pick<DataSourceInstanceSettings, 'meta'>): Promise<AnySourcePlugin> {
  return (await loadModule<{ plugin: AnySourcePlugin }>(`/${meta.module}`)).plugin;
}

async function make(settings: DataSourceInstanceSettings): Promise<AnySource> {
  const plugin = await importDataSource(settings);
  const instance = new plugin.DataSourceClass(settings);
  return Object.assign(instance, { components: plugin.components, meta: settings.meta });
}

function passes(settings: DataSourceInstanceSettings, { pluginId, type, filter }: GetDataSourceListFilters): boolean {
  if (pluginId !== undefined && settings.type !== pluginId) return false;
  if (type !== undefined && ![type].flat().includes(settings.type)) return false;
  return filter === undefined || filter(settings);
}
