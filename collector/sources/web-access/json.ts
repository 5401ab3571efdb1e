import { number, text, timestamp } from '../reading';
import type { EventWriter } from '../source';
import { accessTime } from './access-time';
import { writeAddress } from './client';
import { writeOutcome } from './outcome';
import { writeRequest, writeTarget } from './request';

/** An access log whose operator made nginx write JSON with the names of nginx's own variables (`log_format … escape=json`). */
export function writeAccessJson(line: Readonly<Record<string, unknown>>, out: EventWriter): boolean {
  const at = timeOf(line);
  const status = number(line.status);
  const client = text(line.remote_addr) ?? text(line.realip_remote_addr);
  if (at === undefined || (status === undefined && client === undefined)) return false;
  out.time(at);
  writeOutcome(status, number(line.body_bytes_sent) ?? number(line.bytes_sent), out);
  writeTexts(line, out);
  writeAddress(client === undefined ? [] : [client], (text(line.http_x_forwarded_for) ?? '').split(/[, ]+/), out);
  writeJsonRequest(line, out);
  const seconds = number(line.request_time);
  if (seconds !== undefined) out.number('event.duration', Math.round(seconds * 1e9));
  for (const [name, value] of Object.entries(line)) if (!READ.has(name) && text(value) !== undefined) out.extra(name, value);
  return true;
}

const TEXTS = [
  ['http_referer', 'http.request.referrer'],
  ['http_user_agent', 'user_agent.original'],
  ['remote_user', 'user.name'],
  ['request_id', 'event.id'],
] as const;

/** Names that have a field. */
const READ = new Set([
  ...TEXTS.map(([name]) => name),
  ...'@timestamp time_iso8601 time_local msec timestamp time status remote_addr realip_remote_addr remote_port http_x_forwarded_for'.split(' '),
  ...'request request_method request_uri uri args server_protocol body_bytes_sent bytes_sent request_time host http_host server_name'.split(' '),
]);

function timeOf(line: Readonly<Record<string, unknown>>): number | undefined {
  const local = text(line.time_local);
  return (
    timestamp(line.time_iso8601 ?? line['@timestamp'] ?? line.msec ?? line.timestamp ?? line.time) ?? (local === undefined ? undefined : accessTime(local))
  );
}

function writeTexts(line: Readonly<Record<string, unknown>>, out: EventWriter): void {
  for (const [name, field] of TEXTS) {
    const value = text(line[name]);
    if (value !== undefined) out.text(field, value);
  }
  const port = number(line.remote_port);
  if (port !== undefined) out.number('source.port', port);
}

function writeJsonRequest(line: Readonly<Record<string, unknown>>, out: EventWriter): void {
  const domain = text(line.http_host) ?? text(line.host) ?? text(line.server_name);
  if (domain !== undefined && domain !== '_') out.text('url.domain', domain.replace(/:\d+$/, '').toLowerCase());
  const request = text(line.request);
  if (request !== undefined) {
    writeRequest(request, out);
    return;
  }
  const args = text(line.args);
  const target = text(line.request_uri) ?? (text(line.uri) ?? '') + (args === undefined ? '' : `?${args}`);
  const method = text(line.request_method);
  const version = /^HTTP\/(\d(?:\.\d)?)$/.exec(text(line.server_protocol) ?? '')?.[1];
  if (method !== undefined) out.text('http.request.method', method.toUpperCase());
  if (version !== undefined) out.text('http.version', version);
  if (target === '') return;
  out.text('url.original', target);
  writeTarget(target, out);
}
