import type { estypes } from '@elastic/elasticsearch';
import type { Capabilities } from './capabilities';
import { eventProperties, PLAIN_ORDER, PLAIN_PROPERTIES, type Properties } from './mappings';
import { PLAIN_KINDS, type PlainKind } from './names';

/** Of all templates together. Raised with every change of a mapping or setting: `install` brings what is older up to it and refuses what is newer. */
export const TEMPLATE_VERSION = 3;

/** Above the stock `logs-*-*` (100) and what people write for themselves. */
const PRIORITY = 500;

export interface Template {
  readonly name: string;
  /** What it applies to, now and later. */
  readonly patterns: readonly string[];
  readonly body: estypes.IndicesPutIndexTemplateRequest;
}

export interface Component {
  readonly name: string;
  readonly settings: estypes.IndicesIndexSettings;
}

/** Settings that all of them share: a component of its own, so that an operator can see and override them in one place. */
export const SETTINGS_COMPONENT = 'habitus-settings';
/** An operator's own component: never written by us, applied last. Replicas, allocation, another refresh go in here. */
export const CUSTOM_COMPONENT = 'habitus@custom';

export function settingsComponent({ compression }: Capabilities): Component {
  return {
    name: SETTINGS_COMPONENT,
    settings: {
      'index.number_of_shards': 1,
      'index.auto_expand_replicas': '0-1',
      ...(compression && { 'index.codec': 'best_compression' }),
    } as estypes.IndicesIndexSettings,
  };
}

/** Every index template, for a cluster that can do what `capabilities` says. */
export function templatesFor(capabilities: Capabilities, { version = TEMPLATE_VERSION, events = eventProperties() } = {}): Template[] {
  // Both where there are data streams: a namespace that was begun without them stays behind its alias, and rolls over there.
  const begun = capabilities.dataStreams ? [eventTemplate({ ...capabilities, dataStreams: false }, version, events)] : [];
  return [eventTemplate(capabilities, version, events), ...begun, ...PLAIN_KINDS.map((kind) => plainTemplate(kind, version))];
}

function eventTemplate({ dataStreams, dataStreamLifecycle }: Capabilities, version: number, events: Properties): Template {
  const settings = {
    // Said outright: newer clusters would make an index of this name one of another mode, whose sort and ids are not ours.
    'index.mode': 'standard',
    'index.refresh_interval': '5s',
    'index.sort.field': ['habitus.entity.actor.user', '@timestamp'],
    'index.sort.order': ['asc', 'desc'],
  };
  const lifecycle = dataStreamLifecycle ? { lifecycle: {} } : {};
  const [name, pattern] = dataStreams ? ['habitus-events', 'logs-habitus.events-*'] : ['habitus-events-alias', 'habitus.events-*'];
  return template(name, [pattern], version, settings, events, dataStreams ? { data_stream: {} } : {}, dataStreams ? lifecycle : {});
}

function plainTemplate(kind: PlainKind, version: number): Template {
  const order = PLAIN_ORDER[kind];
  const settings = { 'index.refresh_interval': '5s', ...(order && { 'index.sort.field': order, 'index.sort.order': order.map(() => 'asc') }) };
  return template(`habitus-${kind}`, [`habitus.${kind}-*`], version, settings, PLAIN_PROPERTIES[kind], {}, {});
}

function template(
  name: string,
  patterns: readonly string[],
  version: number,
  settings: object,
  properties: Properties,
  more: Pick<estypes.IndicesPutIndexTemplateRequest, 'data_stream'>,
  lifecycle: Pick<estypes.IndicesPutIndexTemplateIndexTemplateMapping, 'lifecycle'>
): Template {
  const body: estypes.IndicesPutIndexTemplateRequest = {
    name,
    index_patterns: [...patterns],
    priority: PRIORITY,
    version,
    composed_of: [SETTINGS_COMPONENT, CUSTOM_COMPONENT],
    ignore_missing_component_templates: [CUSTOM_COMPONENT],
    template: { settings, mappings: { dynamic: false, _meta: { habitus: version }, properties }, ...lifecycle },
    _meta: { description: 'Habitus: user behaviour analytics', managed_by: 'habitus elasticsearch install', version },
    ...more,
  };
  return { name, patterns, body };
}
