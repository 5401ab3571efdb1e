import { normaliseAddress } from '../../../pkg/identity';
import { sliceText } from '../slice-text';
import type { Arrival, EventWriter, Slice, Source } from '../source';
import { cutAccessLine, type AccessLine } from './line';

/** Access logs of nginx and Apache: common and combined, with a virtual host or a list of forwarders in front, and fields of the operator's own behind. */
export const webAccess: Source = {
  name: 'web-access',
  parse(payload: Slice, _at: Arrival, out: EventWriter): void {
    const text = sliceText(payload);
    const line = cutAccessLine(text);
    if (line === undefined) out.reject('HAB-PARSE-003', 'an access line: client, [time], "request", status, bytes', text.slice(0, 80));
    else writeAccess(line, out);
  },
  guess(sample: string): number {
    const lines = sample
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(0, 20);
    return lines.length === 0 ? 0 : lines.filter((line) => cutAccessLine(line) !== undefined).length / lines.length;
  },
};

function writeAccess(line: AccessLine, out: EventWriter): void {
  const status = Number(line.status);
  out.time(line.at);
  out.text('event.kind', 'event');
  out.add('event.category', 'web');
  out.add('event.type', 'access');
  out.text('event.action', 'request');
  out.text('event.dataset', 'web.access');
  out.text('event.outcome', Number.isNaN(status) || status === 0 ? 'unknown' : status < 400 ? 'success' : 'failure');
  if (!Number.isNaN(status)) out.number('http.response.status_code', status);
  if (line.bytes !== '-') out.number('http.response.body.bytes', Number(line.bytes));
  if (present(line.referrer)) out.text('http.request.referrer', line.referrer);
  if (present(line.agent)) out.text('user_agent.original', line.agent);
  if (line.rest !== '') out.extra('trailing', line.rest);
  writeClient(line.head, out);
  writeRequest(line.request, out);
  out.end();
}

function present(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text !== '-';
}

/** `[vhost[:port] ]client[, forwarder ...] ident user`, where the user may hold spaces. */
function writeClient(head: string, out: EventWriter): void {
  const words = head.split(' ').filter((word) => word !== '');
  let at = 0;
  const first = words[0] ?? '';
  if (words.length > 3 && !first.endsWith(',') && normaliseAddress(first) === undefined && normaliseAddress((words[1] ?? '').replace(/,$/, '')) !== undefined) {
    out.text('url.domain', first.replace(/:\d+$/, ''));
    at = 1;
  }
  const clients: string[] = [];
  for (let more = true; more && at < words.length; at++) {
    const word = words[at] ?? '';
    more = word.endsWith(',');
    clients.push(...word.split(',').filter((client) => client !== ''));
  }
  writeAddress(clients, out);
  const user = words.slice(at + 1).join(' ');
  if (present(user) && user !== '""') out.text('user.name', user);
}

/** Of a list of forwarders, the first public address is the client; where all are private, the first. */
function writeAddress(clients: readonly string[], out: EventWriter): void {
  const addresses = clients.map(normaliseAddress).filter((address): address is string => address !== undefined);
  const address = addresses.find((one) => !PRIVATE.test(one)) ?? addresses[0];
  if (address !== undefined) out.text('source.ip', address);
  const shown = address ?? clients[0];
  if (present(shown)) out.text('source.address', shown);
  if (clients.length > 1) for (const one of addresses) out.add('related.ip', one);
}

const PRIVATE = /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd][0-9a-f]{2}:|fe80:|unix:)/;

/** `METHOD target HTTP/x`. What is not a request line (TLS bytes, `-`, garbage) is kept as it came in `url.original`. */
function writeRequest(request: string, out: EventWriter): void {
  const match = /^([A-Za-z][A-Za-z_-]{0,31}) (\S.*?)(?: HTTP\/(\d(?:\.\d)?))?$/.exec(request);
  if (!match) {
    if (present(request)) out.text('url.original', request);
    return;
  }
  const [, method, target, version] = match as unknown as [string, string, string, string | undefined];
  out.text('http.request.method', method.toUpperCase());
  if (version !== undefined) out.text('http.version', version);
  out.text('url.original', target);
  writeTarget(target, out);
}

function writeTarget(target: string, out: EventWriter): void {
  const absolute = /^[a-z]+:\/\/([^/?#:]+)(?::\d+)?(.*)$/i.exec(target);
  if (absolute?.[1] !== undefined) out.text('url.domain', absolute[1].toLowerCase());
  const local = absolute ? (absolute[2] ?? '') : target;
  const mark = local.indexOf('?');
  const path = (mark < 0 ? local : local.slice(0, mark)).replace(/#.*$/, '');
  if (path.startsWith('/')) out.text('url.path', path);
  if (mark >= 0 && mark + 1 < local.length) out.text('url.query', local.slice(mark + 1));
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(path)?.[1];
  if (extension !== undefined) out.text('url.extension', extension.toLowerCase());
}
