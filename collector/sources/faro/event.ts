import type { Fields } from '../json/fields';
import { interactionOf, writeInteraction } from '../json/interaction';
import { kindOf, writeKind, type Kind } from '../json/kind';
import { writePage } from '../json/page';
import { keepRest } from '../json/rest';
import type { EventWriter } from '../source';

/** What the signal itself says: a named event, a line of the console, an exception. */
export function writeEvent(what: string, item: Fields, out: EventWriter): void {
  if (what === 'logs') writeLog(item, out);
  else if (what === 'exceptions') writeException(item, out);
  else writeNamed(item.text('name') ?? 'event', item, out);
}

function writeNamed(name: string, item: Fields, out: EventWriter): void {
  const kind = OWN.get(name);
  const domain = item.text('domain');
  const attributes = item.at('attributes');
  writeInteraction(out, name, kind === undefined ? interactionOf(name, attributes) : { kind });
  if (domain !== undefined) out.text('event.provider', domain);
  writeAttributes(attributes, out);
}

/** A request that the page made has its own address; the rest is kept. */
function writeAttributes(attributes: Fields, out: EventWriter): void {
  const url = attributes.text('http.url', 'url.full');
  if (url !== undefined) writeCall(url, attributes, out);
  keepRest(attributes, out, 'faro.attributes');
}

/** Names of Faro's own that words do not tell. */
const OWN: ReadonlyMap<string, Kind> = new Map([
  ['session_start', kindOf('session: start')],
  ['session_resume', kindOf('session: info')],
  ['session_extend', kindOf('session: info')],
  ['view_changed', kindOf('web: access')],
  ['route_change', kindOf('web: access')],
  ['faro.tracing.fetch', kindOf('web: access')],
  ['faro.tracing.xml-http-request', kindOf('web: access')],
]);

function writeCall(url: string, attributes: Fields, out: EventWriter): void {
  writePage(out, url);
  const method = attributes.text('http.method', 'http.request.method');
  if (method !== undefined) out.text('http.request.method', method.toUpperCase());
  const status = attributes.number('http.status_code', 'http.response.status_code');
  if (status === undefined) return;
  out.number('http.response.status_code', status);
  out.text('event.outcome', status === 0 ? 'unknown' : status < 400 ? 'success' : 'failure');
}

function writeLog(item: Fields, out: EventWriter): void {
  writeKind(out, kindOf('web: info'), 'log');
  const message = item.text('message');
  if (message !== undefined) out.text('message', message);
  const level = item.text('level');
  if (level !== undefined) out.text('log.level', level);
}

function writeException(item: Fields, out: EventWriter): void {
  writeKind(out, kindOf('web: error'), 'exception');
  const type = item.text('type');
  if (type !== undefined) out.text('error.code', type);
  const value = item.text('value');
  if (value !== undefined) out.text('error.message', value);
  // Frames of the page's code say nothing of who does what.
  item.raw('stacktrace');
}
