import type { Values } from '../config';
import { DAY, type Millis } from '../model';
import { KEPT_KINDS, type Keep, type KeptKind } from '../store/keep';
import type { ConnectionOptions } from '../store/elasticsearch/connection';
import type { ViewDefinition } from '../store/elasticsearch/views/definition';
import { given } from './given';

/** Where the store of a data directory lies, and what is read beside it. Undefined: in the directory itself, and nothing. */
export interface StoreChoice {
  /** Undefined: in the directory itself. */
  readonly elasticsearch?: ConnectionOptions;
  readonly views?: ViewsChoice;
  /** Undefined: everything for ever. */
  readonly keep?: Keep;
}

/** Events of others, read where they lie. */
export interface ViewsChoice {
  readonly connection: ConnectionOptions;
  readonly views: readonly ViewDefinition[];
  readonly concurrency: number;
}

type Cluster = Pick<Values, Extract<keyof Values, 'store' | `elasticsearch.${string}`>>;
type Kept = Pick<Values, Extract<keyof Values, `retention.${string}`>>;
type Chosen = Cluster & Partial<Pick<Values, 'views'> & Kept>;

/** What is configured. */
export function storeChoice(values: Chosen): StoreChoice | undefined {
  const choice = given({
    elasticsearch: values.store === 'elasticsearch' ? clusterOf(values) : undefined,
    views: viewsChoice(values),
    keep: keepOf(values),
  });
  return Object.keys(choice).length === 0 ? undefined : choice;
}

/** How long what is kept. Undefined: everything for ever. */
export function keepOf(values: Partial<Kept>): Keep | undefined {
  const days = (kind: KeptKind): Millis | undefined => {
    const set = values[`retention.${kind}`];
    return set === undefined ? undefined : set * DAY;
  };
  const keep = given(Object.fromEntries(KEPT_KINDS.map((kind) => [kind, days(kind)])) as Record<KeptKind, Millis | undefined>);
  return Object.keys(keep).length === 0 ? undefined : keep;
}

function viewsChoice(values: Chosen): ViewsChoice | undefined {
  const { views = [], 'elasticsearch.concurrency': concurrency } = values;
  return views.length === 0 ? undefined : { connection: clusterOf(values), views, concurrency };
}

/** As a person tells stores apart; holds no secret. */
export function storeName(choice: StoreChoice | undefined): string {
  const cluster = choice?.elasticsearch;
  return cluster === undefined ? 'duckdb' : `elasticsearch at ${cluster.cloudId ?? cluster.nodes.join(', ')}`;
}

/** How the configured cluster is reached, whatever the store. */
export function clusterOf(values: Cluster): ConnectionOptions {
  return {
    nodes: values['elasticsearch.url'].split(',').map((node) => node.trim()),
    cloudId: values['elasticsearch.cloudId'],
    apiKeyFile: values['elasticsearch.apiKeyFile'],
    apiKey: values['elasticsearch.apiKey'],
    serviceToken: values['elasticsearch.serviceToken'],
    username: values['elasticsearch.username'],
    password: values['elasticsearch.password'],
    caFingerprint: values['elasticsearch.caFingerprint'],
    caFile: values['elasticsearch.caFile'],
  };
}
