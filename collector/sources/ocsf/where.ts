import { putAll, putHost } from '../json/put';
import { readAddress, writeAddress } from '../json/address';
import { writeDevice } from '../json/device';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { writePage } from '../json/page';
import type { EventWriter } from '../source';

/** From where, to where, on which machine, by which request. */
export function writeWhere(event: Fields, out: EventWriter): void {
  writeSource(event.at('src_endpoint'), out);
  writeDestination(event, event.at('dst_endpoint'), out);
  writeRequest(event, out);
  for (const hop of [...event.texts('http_request.x_forwarded_for'), ...event.texts('src_endpoint.intermediate_ips')]) addHop(hop, out);
  const traffic = event.at('traffic');
  const bytes = [
    ['network.bytes', traffic.number('bytes')],
    ['source.bytes', traffic.number('bytes_out')],
    ['destination.bytes', traffic.number('bytes_in')],
  ] as const;
  for (const [field, value] of bytes) if (value !== undefined) out.number(field, value);
  writeConnection(event, out);
  const tls = [event.text('tls.version')?.replace(/^(?:TLS|SSL)v?/i, ''), event.text('tls.cipher')];
  if (tls[0] !== undefined) out.text('tls.version', tls[0]);
  if (tls[1] !== undefined) out.text('tls.cipher', tls[1]);
}

function writeConnection(event: Fields, out: EventWriter): void {
  const connection = event.at('connection_info');
  const number = connection.number('protocol_num');
  putAll(out, {
    'network.transport': connection.text('protocol_name')?.toLowerCase(),
    // -1 is OCSF's word for another protocol.
    'network.iana_number': number === undefined || number < 0 ? undefined : String(number),
    'network.direction': connection.text('direction')?.toLowerCase() ?? DIRECTIONS[connection.text('direction_id') ?? ''],
    'network.application': event.text('app_name', 'src_endpoint.svc_name') ?? event.text('dst_endpoint.svc_name'),
  });
}

const DIRECTIONS: Readonly<Record<string, string>> = { '0': 'unknown', '1': 'inbound', '2': 'outbound', '3': 'internal' };

function addHop(hop: string, out: EventWriter): void {
  const ip = readAddress(hop)?.ip;
  if (ip !== undefined) out.add('related.ip', ip);
}

function writeSource(source: Fields, out: EventWriter): void {
  const isAddress = writeAddress(out, 'source', source.raw('ip'), source.raw('port'));
  const name = source.text('hostname', 'name');
  putHost(out, 'source.domain', name);
  if (name !== undefined && !isAddress) out.text('source.address', name);
  const place = source.at('location');
  const [lon, lat] = place.list('coordinates');
  writePlace(out, {
    country: place.text('country'),
    region: place.text('region'),
    city: place.text('city'),
    lat: place.number('lat') ?? lat,
    lon: place.number('long') ?? lon,
  });
  const system = source.number('autonomous_system.number');
  if (system !== undefined) out.number('source.as.number', system);
  const operator = source.text('autonomous_system.name');
  if (operator !== undefined) out.text('source.as.organization.name', operator);
  const id = source.text('uid', 'instance_uid');
  if (id !== undefined) out.text('device.id', id);
}

function writeDestination(event: Fields, destination: Fields, out: EventWriter): void {
  writeAddress(out, 'destination', destination.raw('ip'), destination.raw('port'));
  const name = destination.text('hostname');
  putHost(out, 'destination.domain', name);
  const device = event.at('device');
  const host = device.text('hostname', 'name') ?? name;
  putHost(out, 'host.name', host);
  for (const one of [device.text('name'), device.text('hostname')]) if (one !== undefined) out.add('related.hosts', one);
  putAll(out, { 'host.hostname': device.text('hostname'), 'host.id': device.text('uid', 'instance_uid') });
  const address = readAddress(device.text('ip'))?.ip;
  if (address !== undefined) {
    out.add('host.ip', address);
    out.add('related.ip', address);
  }
  const system = device.text('os.name');
  if (system !== undefined) out.text('host.os.name', system);
  const version = device.text('os.version');
  if (version !== undefined) out.text('host.os.version', version);
  const service = event.text('service.name', 'app.name', 'api.service.name', 'app_name', 'actor.app_name') ?? destination.text('svc_name');
  if (service !== undefined) out.text('service.name', service);
}

function writeRequest(event: Fields, out: EventWriter): void {
  const request = event.at('http_request');
  const url = request.at('url');
  writePage(out, url.text('url_string', 'text') ?? pathOf(url));
  writeSite(url, out);
  const agent = request.text('user_agent');
  if (agent !== undefined) out.text('user_agent.original', agent);
  else writeDevice(out, { browser: event.text('src_endpoint.agent.name') });
  const texts = [
    ['http.request.method', request.text('http_method')?.toUpperCase()],
    ['http.request.referrer', request.text('referrer')],
    ['http.request.id', request.text('uid')],
    ['http.version', request.text('version')?.replace(/^HTTP\//, '')],
  ] as const;
  for (const [field, value] of texts) if (value !== undefined) out.text(field, value);
  const numbers = [
    ['http.response.status_code', event.number('http_response.code') ?? event.number('http_status')],
    ['http.response.body.bytes', event.number('http_response.length')],
    ['http.request.body.bytes', request.number('length')],
  ] as const;
  for (const [field, value] of numbers) if (value !== undefined) out.number(field, value);
}

function pathOf(url: Fields): string | undefined {
  const [path, query] = [url.text('path'), url.text('query_string')];
  return path === undefined || query === undefined ? path : `${path}?${query.replace(/^\?/, '')}`;
}

/** Scheme, host and port of a URL that is told by its parts; what the whole says too is the same. */
function writeSite(url: Fields, out: EventWriter): void {
  const [scheme, domain, port] = [url.text('scheme'), url.text('hostname', 'domain'), url.number('port')];
  if (scheme !== undefined) out.text('url.scheme', scheme.toLowerCase());
  if (domain !== undefined) out.text('url.domain', domain.toLowerCase());
  if (port !== undefined && port > 0) out.number('url.port', port);
  if (url.has('url_string') || url.has('text')) putAll(out, { 'url.path': url.text('path'), 'url.query': url.text('query_string')?.replace(/^\?/, '') });
  const path = pathOf(url);
  if (scheme === undefined || domain === undefined || path?.startsWith('/') !== true || url.has('url_string') || url.has('text')) return;
  const shown = port === undefined || port === (scheme === 'https' ? 443 : 80) ? '' : `:${port}`;
  out.text('url.full', `${scheme}://${domain}${shown}${path}`);
}
