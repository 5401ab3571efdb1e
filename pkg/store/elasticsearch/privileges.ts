import type { Client, estypes } from '@elastic/elasticsearch';
import { asked } from './failure';

/** A role as the API of Elasticsearch takes it: `PUT /_security/role/<name>`. */
export interface Role {
  readonly cluster: readonly string[];
  readonly indices: readonly { readonly names: readonly string[]; readonly privileges: readonly string[] }[];
}

/** What each is for stands in docs/elasticsearch.md. */
const RUN = { cluster: ['monitor'], indices: ['read', 'write', 'manage'] } as const;
const INSTALL = 'manage_index_templates';

/**
 * The least that Habitus needs for a namespace, and nothing outside its own names.
 *
 * @param purpose `run`: to collect, learn and answer; `install`: for `habitus elasticsearch install` and `uninstall`; `read`: dashboards of others
 */
export function roleFor(purpose: 'run' | 'install' | 'read', namespace: string): Role {
  // The last but one: indices by month. The last: those behind the alias, where the cluster has no data streams.
  const names = [`logs-habitus.events-${namespace}`, `habitus.*-${namespace}`, `habitus.*-${namespace}.*`, `habitus.events-${namespace}-*`];
  if (purpose === 'read') return { cluster: [], indices: [{ names, privileges: ['read', 'view_index_metadata'] }] };
  if (purpose === 'run') return { cluster: RUN.cluster, indices: [{ names, privileges: RUN.indices }] };
  return { cluster: [...RUN.cluster, INSTALL], indices: [{ names: ['logs-habitus.events-*', 'habitus.*'], privileges: ['manage'] }] };
}

export interface MissingPrivileges {
  readonly cluster: readonly string[];
  /** As `write on habitus.*-default`. */
  readonly indices: readonly string[];
}

/** Which privileges of the role the credentials lack. For clusters with security only. @throws HabitusError HAB-STORE-006 when they are no credentials at all */
export async function missingPrivileges(client: Client, { cluster, indices }: Role): Promise<MissingPrivileges> {
  const index = indices.map(({ names, privileges }) => ({ names: [...names], privileges: [...privileges] as estypes.SecurityIndexPrivilege[] }));
  const has = await asked(client.security.hasPrivileges({ cluster: [...cluster] as estypes.SecurityClusterPrivilege[], index }));
  return {
    cluster: cluster.filter((privilege) => !has.cluster[privilege]),
    indices: Object.entries(has.index).flatMap(([name, privileges]) =>
      Object.entries(privileges).flatMap(([privilege, granted]) => (granted ? [] : [`${privilege} on ${name}`]))
    ),
  };
}
