import type { Client } from '@elastic/elasticsearch';
import { asked, statusOf } from './failure';

/** What a cluster offers, as it was found: never assumed from its version. */
export interface Capabilities {
  readonly version: string;
  readonly nodes: number;
  /** The API of data streams; without it, an alias and rollover do. */
  readonly dataStreams: boolean;
  /** Retention and rollover by the data stream itself. */
  readonly dataStreamLifecycle: boolean;
  readonly ilm: boolean;
  readonly security: boolean;
  /** `best_compression` works: the full distribution, which brings its own zstd. */
  readonly compression: boolean;
}

/** Asks the cluster: six small requests, of which a missing API answers with 400 or 405. @throws HabitusError HAB-STORE-003, HAB-STORE-006 */
export async function detectCapabilities(client: Client): Promise<Capabilities> {
  const nodes = await asked(client.nodes.info({ filter_path: 'nodes.*.version' }));
  const has = (path: string): Promise<boolean> => offers(client, path);
  const [dataStreams, lifecycle, ilm, security, full] = await Promise.all([
    has('/_data_stream/habitus-none'),
    has('/_data_stream/habitus-none/_lifecycle'),
    has('/_ilm/status'),
    has('/_security/_authenticate'),
    has('/'),
  ]);
  const versions = Object.values(nodes.nodes ?? {}).map((node) => node.version);
  return {
    version: [...new Set(versions)].sort().join(', '),
    nodes: versions.length,
    dataStreams,
    dataStreamLifecycle: dataStreams && lifecycle,
    ilm,
    security,
    compression: full,
  };
}

/** 404 is an answer of the API about a thing that is not there; 400 and 405 say that there is no such API; 401 and 403 that it is guarded. */
async function offers(client: Client, path: string): Promise<boolean> {
  try {
    await client.transport.request({ method: 'GET', path });
    return true;
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) await asked(Promise.reject(error as Error));
    return status === 404 || status === 401 || status === 403;
  }
}
