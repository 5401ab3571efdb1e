import type { ViewDefinition } from './definition';

/**
 * Where a kind of data keeps a field of ours: their names, the likeliest first. What is under `habitus.extra` of ours stands under its own name
 * in theirs, since that is where our collector would have taken it from.
 */
export function candidatesOf(kind: ViewDefinition['kind'], field: string): readonly string[] {
  if (kind === 'custom') return [];
  const plain = field.startsWith(EXTRA) ? field.slice(EXTRA.length) : field;
  return kind === 'ecs' ? [plain] : inOtel(plain);
}

const EXTRA = 'habitus.extra.';

/** As the mapping of OpenTelemetry's exporter and of Elastic's own OTLP endpoint lays a log record out: attributes below their owner. */
function inOtel(field: string): string[] {
  const names = [field, ...(CONVENTIONS[field] ?? [])];
  const attributes = [...names.map((name) => `attributes.${name}`), ...names.map((name) => `resource.attributes.${name}`)];
  return [...attributes, ...(OF_RECORD[field] ?? [])];
}

/** What a record holds beside its attributes. */
const OF_RECORD: Readonly<Record<string, readonly string[]>> = {
  message: ['body.text'],
  'event.action': ['event_name'],
  'log.level': ['severity_text'],
};

/** Names of the semantic conventions whose ECS name is another: as our OTLP receiver reads them. */
const CONVENTIONS: Readonly<Record<string, readonly string[]>> = {
  'user.id': ['enduser.id', 'enduser.pseudo.id'],
  'source.address': ['client.address', 'network.peer.address', 'net.peer.ip', 'net.sock.peer.addr', 'http.client_ip'],
  'source.port': ['client.port'],
  'source.geo.country_iso_code': ['geo.country.iso_code'],
  'source.geo.city_name': ['geo.locality.name'],
  'http.request.method': ['http.method'],
  'http.response.status_code': ['http.status_code'],
  'http.response.body.bytes': ['http.response.body.size'],
  'http.request.body.bytes': ['http.request.body.size'],
  'user_agent.original': ['http.user_agent'],
  'url.original': ['http.target', 'http.url', 'url.full'],
  'host.name': ['server.address'],
  'event.action': ['event.name'],
  'service.name': ['app.name'],
  'device.id': ['app.installation.id'],
  'network.protocol': ['network.protocol.name'],
  'process.name': ['process.executable.name'],
  'process.executable': ['process.executable.path'],
  'error.code': ['error.type'],
  'error.message': ['exception.message'],
};
