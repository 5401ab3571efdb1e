import { normaliseAddress } from '../../../pkg/identity';
import { putHost } from '../json/put';
import { Fields } from '../json/fields';
import { sliceText } from '../slice-text';
import type { Arrival, EventWriter, Slice, Source } from '../source';
import { present, writeClient } from './client';
import { isAccessJson, writeAccessJson } from './json';
import { cutAccessLine, quoted, type AccessLine } from './line';
import { writeOutcome } from './outcome';
import { writeRequest } from './request';
import { isTlsLine, writeTlsLine } from './tls-line';

/** Access logs of nginx and Apache: common and combined, with a virtual host or a list of forwarders in front, and fields of the operator's own behind; or nginx's variables as JSON. */
export const webAccess: Source = {
  name: 'web-access',
  parse(payload: Slice, _at: Arrival, out: EventWriter): void {
    const text = sliceText(payload);
    const written = text.startsWith('{') ? writeJson(text, out) : writeLine(text, out);
    if (written) out.end();
    else out.reject('HAB-PARSE-003', 'an access line: client, [time], "request", status, bytes', text.slice(0, 80));
  },
  guess(sample: string): number {
    const lines = sample
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(0, 20);
    const sure = lines.map((line) => (line.startsWith('{') ? (isKnownJson(line) ? OF_JSON : 0) : sureOf(line)));
    return lines.length === 0 ? 0 : sure.reduce((sum, one) => sum + one, 0) / lines.length;
  },
};

/** Above ECS, whose documents may hold such a line. */
const OF_JSON = 0.95;

/** A line that ends as Traefik's do is rather Traefik's. */
function sureOf(text: string): number {
  const line = cutAccessLine(text);
  if (line === undefined) return isTlsLine(text) ? 1 : 0;
  return TRAEFIK.test(line.rest) ? OF_JSON : 1;
}

const TRAEFIK = /"[^"]{0,1024}" \d{1,9}ms$/;

/** nginx and Apache can send their lines through syslog. */
const SYSLOG = /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8}|\d{4}-\d{2}-\d{2}T\S+) (\S+) [\w./-]+(?:\[\d+\])?: /;

function writeLine(text: string, out: EventWriter): boolean {
  const syslog = SYSLOG.exec(text);
  const line = cutAccessLine(syslog ? text.slice(syslog[0].length) : text);
  if (line === undefined) return writeTlsLine(text, out);
  putHost(out, 'host.name', syslog?.[1]);
  writeAccess(line, out);
  return true;
}

function writeAccess(line: AccessLine, out: EventWriter): void {
  out.time(line.at);
  writeOutcome(line.status === '-' ? undefined : Number(line.status), line.bytes === '-' ? undefined : Number(line.bytes), out);
  if (present(line.referrer)) out.text('http.request.referrer', line.referrer);
  if (present(line.agent)) out.text('user_agent.original', line.agent);
  if (line.rest !== '') out.extra('trailing', line.rest);
  writeIngress(line.rest, out);
  writeClient(line.head, forwardedIn(line.rest), out);
  writeRequest(line.request, out);
}

/** What ingress-nginx adds: the request's size, its seconds, two names of the upstream in brackets, the upstream's address, size, seconds and status, and the request's id. */
function writeIngress(rest: string, out: EventWriter): void {
  const found = INGRESS.exec(rest);
  if (!found) return;
  const [, bytes, seconds, upstream, id] = found;
  out.number('http.request.bytes', Number(bytes));
  out.number('event.duration', Math.round(Number(seconds) * 1e9));
  const address = normaliseAddress(upstream ?? '');
  if (address !== undefined) out.add('related.ip', address);
  out.text('http.request.id', id ?? '');
}

const INGRESS = /^(\d{1,15}) (\d{1,9}\.\d{1,9}) \[[^\]]{0,253}\] \[[^\]]{0,253}\] ([^\s,]{1,64})[^[\]]{0,512} ([0-9a-f]{32})$/;

/** nginx's own `main` format ends in `"$http_x_forwarded_for"`. */
function forwardedIn(rest: string): string | undefined {
  const named = /(?:^| )X-Forwarded-For="([\da-fA-F.:, ]{2,512})"/i.exec(rest)?.[1];
  if (named !== undefined) return named;
  const first = quoted(rest, 0)?.text;
  return first !== undefined && /^[\da-fA-F.:, ]+$/.test(first) ? first : undefined;
}

function writeJson(text: string, out: EventWriter): boolean {
  const document = objectOf(text);
  if (document === undefined) return false;
  const inside = lineInside(document);
  return inside === undefined ? writeAccessJson(document, out) : writeLine(inside, out);
}

function isKnownJson(text: string): boolean {
  const document = objectOf(text);
  if (document === undefined) return false;
  const inside = lineInside(document);
  return inside === undefined ? isAccessJson(new Fields(document)) : cutAccessLine(inside) !== undefined;
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The line that a container's log (`{"log": "…", "stream": "stdout"}`) or a shipper wrapped. */
function lineInside(document: Readonly<Record<string, unknown>>): string | undefined {
  const event = document.event as Readonly<Record<string, unknown>> | undefined;
  const inside = [document.log, document['event.original'], event?.original, document.message].find((one) => typeof one === 'string');
  return typeof inside === 'string' && cutAccessLine(inside) !== undefined ? inside.trimEnd() : undefined;
}
