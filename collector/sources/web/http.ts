import { readAddress } from '../json/address';
import { writeUser } from '../json/who';
import { number, text } from '../reading';
import type { EventWriter } from '../source';
import { writeAddress } from '../web-access/client';
import { writeOutcome } from '../web-access/outcome';
import { writeHost } from './host';
import { writeTarget } from '../web-access/request';

/** A request as servers, proxies and balancers log it. What is absent, `-` or no number is not written. */
export interface Http {
  readonly dataset: string;
  readonly status?: unknown;
  /** Sent to the client and received from it. */
  readonly bytes?: unknown;
  readonly bytesIn?: unknown;
  readonly method?: unknown;
  /** Path with query, or a whole URL. */
  readonly target?: string | undefined;
  /** With a domain it makes a path the whole URL. */
  readonly scheme?: unknown;
  /** `HTTP/1.1`, `1.1` or `h2`. */
  readonly protocol?: unknown;
  readonly domain?: unknown;
  /** An address, perhaps with a port. */
  readonly client?: unknown;
  readonly port?: unknown;
  /** The header X-Forwarded-For. */
  readonly forwarded?: unknown;
  readonly server?: unknown;
  readonly user?: unknown;
  readonly agent?: unknown;
  readonly referrer?: unknown;
  /** Nanoseconds. */
  readonly duration?: number | undefined;
  readonly id?: unknown;
  readonly tls?: unknown;
  readonly cipher?: unknown;
  /** The content's kind: `text/html`. */
  readonly mime?: unknown;
}

export function writeHttp(out: EventWriter, http: Http): void {
  writeOutcome(number(http.status), number(http.bytes), out);
  out.text('event.dataset', http.dataset);
  writeRequest(out, http);
  writeClient(out, http);
  writeUser(out, http.user);
  for (const [part, field] of TEXTS) {
    const value = text(http[part]);
    if (value !== undefined) out.text(field, value);
  }
  const version = /^(?:(?:TLS|SSL)v?)?(\d(?:\.\d)?)$/i.exec(text(http.tls) ?? '')?.[1];
  if (version !== undefined) out.text('tls.version', version);
  if (http.duration !== undefined && http.duration >= 0) out.number('event.duration', Math.round(http.duration));
}

const TEXTS = [
  ['agent', 'user_agent.original'],
  ['referrer', 'http.request.referrer'],
  ['id', 'event.id'],
  ['cipher', 'tls.cipher'],
  ['mime', 'http.response.mime_type'],
] as const;

function writeClient(out: EventWriter, { client, port, forwarded, server }: Http): void {
  const direct = readAddress(client);
  const behind = (text(forwarded) ?? '').split(/[, +]+/).filter((one) => one !== '');
  const said = direct?.ip ?? direct?.name;
  writeAddress(said === undefined ? [] : [said], behind, out, number(port) ?? direct?.port);
  if (direct?.ip !== undefined) out.add('related.ip', direct.ip);
  const to = readAddress(server);
  if (to?.ip === undefined) return;
  out.text('destination.ip', to.ip);
  out.text('destination.address', to.ip);
  out.add('related.ip', to.ip);
  if (to.port !== undefined) out.number('destination.port', to.port);
}

function writeRequest(out: EventWriter, http: Http): void {
  const { method, target, protocol, domain, bytesIn } = http;
  const verb = text(method);
  if (verb !== undefined) out.text('http.request.method', verb.toUpperCase());
  const host = text(domain);
  if (host !== undefined) writeHost(host, out);
  const by = text(http.scheme)?.toLowerCase();
  if (by !== undefined) out.text('url.scheme', by);
  if (target !== undefined && target !== '') {
    out.text('url.original', target);
    writeTarget(target, out);
    const full = fullOf(http);
    if (full !== undefined) out.text('url.full', full);
  }
  const version = VERSION.exec(text(protocol) ?? '');
  if (version) out.text('http.version', version[1] ?? version[2] ?? '');
  const received = number(bytesIn);
  if (received !== undefined) out.number('http.request.body.bytes', received);
}

/** The whole URL, where the log says scheme and host. */
function fullOf({ target = '', scheme, domain }: Http): string | undefined {
  if (/^[a-z][a-z+.-]*:\/\//i.test(target)) return target;
  const [by, host] = [text(scheme), text(domain)];
  return by === undefined || host === undefined || !target.startsWith('/') ? undefined : `${by}://${host}${target}`;
}

const VERSION = /^(?:HTTP\/)?(\d(?:\.\d)?)$|^h([23])$/i;

/** A path and a query that were logged apart; `-` is none. A path that has its query already keeps it. */
export function targetOf(path: string | undefined, query: string | undefined): string | undefined {
  const asked = text(query)?.replace(/^\?/, '');
  return path === undefined || asked === undefined || asked === '' || path.endsWith(`?${asked}`) ? text(path) : `${path}?${asked}`;
}
