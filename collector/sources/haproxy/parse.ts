import { putHost } from '../json/put';
import { number } from '../reading';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import type { Fields } from '../json/fields';
import { kindOf, writeKind } from '../json/kind';
import { keepRest } from '../json/rest';
import { writeAddress } from '../json/address';
import { writeHttp } from '../web/http';
import { writeSizes } from '../web/sizes';
import { partsOfJson } from './json-parts';
import { cutLine } from './line';
import { timeOf } from './time';

/** HAProxy's logs: `option httplog` with or without captures and TLS, `option httpslog`, `option tcplog`, the default, and refused connections; a `log-format` in JSON under the usual names. */
export const haproxy = recordSource({
  name: 'haproxy',
  recognises(line: Fields): number {
    return line.has('frontend') && line.has('client') && line.has('form') ? 1 : 0;
  },
  documents(payload) {
    const parts = partsOfJson(payload);
    return parts && [parts];
  },
  fromText: cutLine,
  write(line, at, out): void {
    if (line.text('form') === 'notice') {
      out.drop('housekeeping');
      return;
    }
    const when = timeOf(line, at, out);
    if (when === undefined) {
      out.reject('HAB-PARSE-003', 'a line of httplog, tcplog or of a refused connection', line.text('date') ?? 'another line');
      return;
    }
    out.time(when);
    if (line.text('form') === 'http') writeRequest(line, out);
    else writeConnection(line, out);
    writeProxy(line, out);
    out.end();
  },
});

function writeRequest(line: Fields, out: EventWriter): void {
  const request = /^(\S+) (\S.*?)(?: (HTTP\/\S+))?$/.exec(line.text('request') ?? '');
  const isNone = request === null || request[1] === '<BADREQ>';
  const total = line.number('total');
  writeHttp(out, {
    dataset: 'haproxy.log',
    status: line.number('status') === -1 ? undefined : line.raw('status'),
    bytes: line.text('bytes')?.replace(/^\+/, ''),
    method: isNone ? undefined : request[1],
    target: isNone ? undefined : request[2],
    protocol: isNone ? undefined : request[3],
    client: line.raw('client'),
    port: line.raw('port'),
    domain: line.raw('host_header') ?? line.raw('sni'),
    agent: line.raw('agent'),
    duration: total === undefined ? undefined : total * 1e6,
    tls: line.raw('tls'),
    cipher: line.raw('cipher'),
  });
  writeSizes(out, line.text('bytes')?.replace(/^\+/, ''), undefined);
  if (isNone && line.has('request')) out.text('url.original', line.text('request') ?? '');
}

function writeConnection(line: Fields, out: EventWriter): void {
  const refused = line.text('error');
  const ended = line.text('ended') ?? '';
  writeKind(out, kindOf('network: connection'), refused === undefined ? 'connection' : 'connection-error', outcomeOf(refused, ended));
  out.text('event.dataset', 'haproxy.log');
  writeAddress(out, 'source', line.raw('client'), line.raw('port'));
  writeAddress(out, 'destination', line.raw('server_address'));
  if (refused !== undefined) out.text('event.reason', refused);
  const bytes = number(line.text('bytes')?.replace(/^\+/, ''));
  if (bytes !== undefined) out.number('destination.bytes', bytes);
  const total = line.number('total');
  if (total !== undefined && total >= 0) out.number('event.duration', total * 1e6);
}

/** The first letter of how it ended: `-` of itself, anything else was cut off by the client, the server or the proxy. */
function outcomeOf(refused: string | undefined, ended: string): 'success' | 'failure' {
  return refused === undefined && (ended === '' || ended.startsWith('-')) ? 'success' : 'failure';
}

function writeProxy(line: Fields, out: EventWriter): void {
  const ended = line.text('ended');
  if (ended !== undefined && !/^-+$/.test(ended)) {
    out.text('event.reason', ended);
    // Denied by a rule of the proxy.
    if (ended.startsWith('PR')) out.add('event.type', 'denied');
  }
  const host = line.text('host');
  putHost(out, 'host.name', host);
  const backend = line.text('backend');
  if (backend !== undefined && !backend.startsWith('<')) out.text('service.name', backend);
  out.text('process.name', line.text('program') ?? 'haproxy');
  const pid = line.number('pid');
  if (pid !== undefined) out.number('process.pid', pid);
  for (const key of NOT_KEPT) line.raw(key);
  keepRest(line, out, 'haproxy');
}

/** Captured cookies are secrets of their sessions. */
const NOT_KEPT = ['form', 'date', 'total', 'at', 'local', 'server_address', 'cookie', 'set_cookie', 'method', 'target', 'query', 'protocol'];
