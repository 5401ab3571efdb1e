import type { Values } from '../config';
import type { ConnectionOptions } from '../store/elasticsearch/connection';

/** Where the store of a data directory lies. Undefined: in the directory itself. */
export interface StoreChoice {
  readonly elasticsearch: ConnectionOptions;
}

type Chosen = Pick<Values, Extract<keyof Values, 'store' | `elasticsearch.${string}`>>;

/** What is configured. */
export function storeChoice(values: Chosen): StoreChoice | undefined {
  return values.store === 'elasticsearch' ? { elasticsearch: clusterOf(values) } : undefined;
}

/** As a person tells stores apart; holds no secret. */
export function storeName(choice: StoreChoice | undefined): string {
  return choice === undefined ? 'duckdb' : `elasticsearch at ${choice.elasticsearch.cloudId ?? choice.elasticsearch.nodes.join(', ')}`;
}

/** How the configured cluster is reached, whatever the store. */
export function clusterOf(values: Chosen): ConnectionOptions {
  return {
    nodes: values['elasticsearch.url'].split(',').map((node) => node.trim()),
    cloudId: values['elasticsearch.cloudId'],
    apiKey: values['elasticsearch.apiKey'],
    serviceToken: values['elasticsearch.serviceToken'],
    username: values['elasticsearch.username'],
    password: values['elasticsearch.password'],
    caFingerprint: values['elasticsearch.caFingerprint'],
    caFile: values['elasticsearch.caFile'],
  };
}
