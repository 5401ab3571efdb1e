import { PluginContext } from '../../pkg/plugin/pluginv2/generated/pluginv2';

export const ROLES = ['Viewer', 'Editor', 'Admin'] as const;
export type Role = (typeof ROLES)[number];

/** The preview has one data source, provisioned by itself. */
export const DATA_SOURCE = { id: 1, uid: 'habitus', name: 'Habitus' } as const;
export const LOGIN = 'preview';

/** Who asks, and of which data source: what Grafana sends along with every request to a backend. */
export function pluginContext(pluginId: string, version: string, role: Role): PluginContext {
  return PluginContext.fromPartial({
    orgId: 1,
    pluginId,
    pluginVersion: version,
    user: { login: LOGIN, name: 'Preview', email: '', role },
    dataSourceInstanceSettings: { id: DATA_SOURCE.id, uid: DATA_SOURCE.uid, name: DATA_SOURCE.name, jsonData: Buffer.from('{}'), lastUpdatedMS: 0 },
  });
}
