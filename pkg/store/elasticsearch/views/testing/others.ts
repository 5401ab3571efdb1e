import type { Client, estypes } from '@elastic/elasticsearch';

/** Index templates as other shippers make them, written by hand from their documentation: what of them decides how a field can be asked. */

const KEYWORD: estypes.MappingProperty = { type: 'keyword', ignore_above: 1024 };
const STRINGS = { strings_as_keyword: { match_mapping_type: 'string', mapping: { type: 'keyword', ignore_above: 1024 } } };

/** The fields of ECS that Beats' template maps, of those the shipped features ask for. */
const ECS: Record<string, estypes.MappingProperty> = {
  '@timestamp': { type: 'date' },
  message: { type: 'text', norms: false } as estypes.MappingProperty,
  labels: { type: 'object', dynamic: true },
  ...Object.fromEntries(
    [
      ...['event.category', 'event.type', 'event.action', 'event.outcome', 'event.code', 'event.dataset', 'event.module', 'event.id', 'event.kind'],
      ...['user.id', 'user.name', 'user.email', 'user.domain', 'host.name', 'service.name', 'source.address', 'source.geo.country_iso_code'],
      ...['user_agent.name', 'user_agent.original', 'process.name', 'process.command_line', 'file.path', 'url.path', 'url.domain', 'device.id'],
      ...['organization.id', 'organization.name', 'http.request.method', 'http.version', 'url.original', 'file.name'],
    ].map((name) => [name, KEYWORD])
  ),
  'source.ip': { type: 'ip' },
  'destination.ip': { type: 'ip' },
  'source.port': { type: 'long' },
  'http.response.status_code': { type: 'long' },
  'http.response.body.bytes': { type: 'long' },
};

/** As `filebeat setup` and `winlogbeat setup` make it: ECS, other texts as keywords. */
export const BEATS: estypes.MappingTypeMapping = { dynamic_templates: [STRINGS], properties: ECS } as unknown as estypes.MappingTypeMapping;

/** As a mapping that nobody wrote becomes: text with a `keyword` below, numbers as they came. */
export const DYNAMIC: estypes.MappingTypeMapping = { properties: { '@timestamp': { type: 'date' } } };

/** As the OpenTelemetry mapping mode of the exporter, and Elasticsearch's own OTLP endpoint: attributes below their owner, in nanoseconds. */
export const OTEL: estypes.MappingTypeMapping = {
  dynamic: false,
  dynamic_templates: [STRINGS],
  properties: {
    '@timestamp': { type: 'date_nanos' },
    observed_timestamp: { type: 'date_nanos' },
    attributes: { type: 'passthrough', dynamic: true, priority: 20 },
    resource: { properties: { attributes: { type: 'passthrough', dynamic: true, priority: 10 } } },
    body: { properties: { text: { type: 'text' }, structured: { type: 'flattened' } } },
    severity_text: KEYWORD,
    event_name: KEYWORD,
  },
} as unknown as estypes.MappingTypeMapping;

export async function makeTemplate(
  client: Client,
  name: string,
  patterns: readonly string[],
  mappings: estypes.MappingTypeMapping,
  stream = false
): Promise<void> {
  await client.indices.putIndexTemplate({
    name,
    index_patterns: [...patterns],
    priority: 400,
    ...(stream && { data_stream: {} }),
    template: { settings: { 'index.number_of_replicas': 0, 'index.mode': 'standard' } as estypes.IndicesIndexSettings, mappings },
  });
}

type Document = Readonly<Record<string, unknown>>;

/** Writes documents, and sees them found. @param indexOf the index or data stream of each */
export async function putAll(client: Client, documents: readonly Document[], indexOf: (document: Document) => string): Promise<void> {
  for (let from = 0; from < documents.length; from += 5_000) {
    const operations = documents.slice(from, from + 5_000).flatMap((one) => [{ create: { _index: indexOf(one) } }, one]);
    const { errors, items } = await client.bulk({ operations, refresh: true });
    if (errors) throw new Error(JSON.stringify(items.find(({ create }) => create?.error !== undefined)));
  }
}
