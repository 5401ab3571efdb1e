/**
 * A data view: events that others keep in Elasticsearch, read where they lie. What is written under `views` of `habitus.yaml`; docs/elasticsearch.md
 * holds each key.
 */
export interface ViewDefinition {
  readonly name: string;
  /** By which names its events are read: the Elastic Common Schema, OpenTelemetry's own, or only those of `fields`. */
  readonly kind: 'ecs' | 'otel' | 'custom';
  /** Names of indices, aliases and data streams, with `*`. Of this cluster. */
  readonly indices: readonly string[];
  /** The field that holds an event's time. Default `@timestamp`. */
  readonly time?: string | undefined;
  /** The zone of times that were written without one, and which the cluster therefore took for UTC. An IANA name. */
  readonly zone?: string | undefined;
  /** Only the events that this finds, in Lucene's query language and their names. */
  readonly query?: string | undefined;
  /** Our field by theirs: goes before what the kind says. */
  readonly fields?: Readonly<Record<string, FieldMapping>> | undefined;
  /** Days before its newest event from which history is learnt. Default 90. */
  readonly days?: number | undefined;
}

/** Their field, several of which the first that an event has counts, or the same value for every event. */
export type FieldMapping = string | FromFields | { readonly value: string | number | readonly string[] };

export interface FromFields {
  readonly field: string | readonly string[];
  /** Their value to ours. One that is not named stays as it is, unless `otherwise` says what it is. */
  readonly values?: Readonly<Record<string, string | number>> | undefined;
  readonly otherwise?: string | undefined;
  /** Ours is theirs by so much: 100 makes cents of euros. */
  readonly scale?: number | undefined;
}

export const DEFAULT_DAYS = 90;
export const DEFAULT_TIME = '@timestamp';

export function fieldsOf(mapping: FieldMapping): readonly string[] {
  if (typeof mapping === 'string') return [mapping];
  return 'value' in mapping ? [] : [mapping.field].flat();
}
