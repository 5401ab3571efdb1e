import { putHost } from '../json/put';
import { Fields } from '../json/fields';
import { text } from '../reading';
import type { EventWriter } from '../source';
import { accessTime } from './access-time';
import { writeAddress } from './client';
import { NAMES, READ } from './json-names';
import { writeHost } from '../web/host';
import { writeOutcome } from './outcome';
import { writeRequest, writeTarget } from './request';

/** Whether an object has what every access log has: who asked and what was answered, or what was asked. */
export function isAccessJson(line: Fields): boolean {
  const has = (part: keyof typeof NAMES): boolean => line.text(...NAMES[part]) !== undefined;
  return has('client') && line.number(...NAMES.status) !== undefined && (has('request') || has('target') || has('method'));
}

/** An access log whose operator made nginx or Apache write JSON, under nginx's names of its variables or under those that documentation and examples use. */
export function writeAccessJson(document: Readonly<Record<string, unknown>>, out: EventWriter): boolean {
  const line = new Fields(document);
  const at = timeOf(line);
  const status = line.number(...NAMES.status);
  const client = line.text(...NAMES.client);
  if (at === undefined || (status === undefined && client === undefined)) return false;
  out.time(at);
  writeOutcome(status, line.number(...NAMES.bytes), out);
  writeTexts(line, out);
  writeAddress(client === undefined ? [] : [client], (line.text(...NAMES.forwarded) ?? '').split(/[, ]+/), out, line.number(...NAMES.port));
  writeJsonRequest(line, out);
  putHost(out, 'host.name', line.text(...NAMES.host));
  const received = line.number(...NAMES.received);
  if (received !== undefined) out.number('http.request.bytes', received);
  const duration = durationOf(line);
  if (duration !== undefined) out.number('event.duration', duration);
  for (const [name, value] of Object.entries(document)) if (!READ.has(name.toLowerCase()) && text(value) !== undefined) out.extra(name, value);
  return true;
}

function timeOf(line: Fields): number | undefined {
  const said = line.text(...NAMES.time);
  return line.time(...NAMES.time) ?? (said === undefined ? undefined : accessTime(said.replace(/^\[|\]$/g, '')));
}

const TEXTS = [
  ['referrer', 'http.request.referrer'],
  ['agent', 'user_agent.original'],
  ['id', 'event.id'],
  ['id', 'http.request.id'],
] as const;

function writeTexts(line: Fields, out: EventWriter): void {
  for (const [part, field] of TEXTS) {
    const value = line.text(...NAMES[part]);
    if (value !== undefined) out.text(field, value);
  }
  const user = line.text(...NAMES.user);
  if (user !== undefined) {
    out.text('user.name', user);
    out.add('related.user', user);
  }
}

const UNITS = [
  ['seconds', 1e9],
  ['milliseconds', 1e6],
  ['microseconds', 1e3],
] as const;

/** nginx counts in seconds, Apache's %D in microseconds. */
function durationOf(line: Fields): number | undefined {
  for (const [part, unit] of UNITS) {
    const value = line.number(...NAMES[part]);
    // What has a decimal point is in seconds under any name.
    if (value !== undefined) return Math.round(value * (Number.isInteger(value) ? unit : 1e9));
  }
  return undefined;
}

function writeJsonRequest(line: Fields, out: EventWriter): void {
  const domain = line.text(...NAMES.domain);
  if (domain !== undefined && domain !== '_') writeHost(domain, out);
  const scheme = line.text(...NAMES.scheme);
  if (scheme !== undefined && /^https?$/i.test(scheme)) out.text('url.scheme', scheme.toLowerCase());
  const request = line.text(...NAMES.request);
  if (request !== undefined && !request.startsWith('/')) {
    writeRequest(request, out);
    return;
  }
  const method = line.text(...NAMES.method);
  if (method !== undefined) out.text('http.request.method', method.toUpperCase());
  const version = /^(?:HTTP\/)?(\d(?:\.\d)?)$/.exec(line.text(...NAMES.protocol) ?? '')?.[1];
  if (version !== undefined) out.text('http.version', version);
  const target = targetOf(request ?? line.text(...NAMES.target), line.text(...NAMES.query)?.replace(/^\?/, ''));
  if (target === undefined) return;
  out.text('url.original', target);
  writeTarget(target, out);
}

/** `$request_uri` holds the query already, `$uri` does not. */
function targetOf(path: string | undefined, query: string | undefined): string | undefined {
  if (query === undefined || query === '' || path?.includes('?') === true) return path;
  return `${path ?? ''}?${query}`;
}
