import type { EventWriter } from '../source';
import { present } from './client';

/** `METHOD target HTTP/x`. What is not a request line (TLS bytes, `-`, garbage) is kept as it came in `url.original`. */
export function writeRequest(request: string, out: EventWriter): void {
  const match = /^([A-Za-z][A-Za-z_-]{0,31}) (\S.*?)(?: HTTP\/(\d(?:\.\d)?))?$/.exec(request);
  const [, method = '', target = '', version] = match ?? [];
  const odd = match ? null : ODD.exec(request);
  if (odd) {
    out.text('url.original', odd[1] ?? '');
    writeTarget(odd[1] ?? '', out);
    out.text('http.version', odd[2] ?? '');
    return;
  }
  if (!match || (version === undefined && !/^(?:\/|\*|[a-z]+:\/\/)/i.test(target))) {
    if (present(request)) out.text('url.original', request);
    return;
  }
  out.text('http.request.method', method.toUpperCase());
  if (version !== undefined) out.text('http.version', version);
  out.text('url.original', target);
  if (method === 'CONNECT') out.text('url.domain', target.replace(/:\d+$/, '').toLowerCase());
  else writeTarget(target, out);
  if (WHOLE.test(target)) out.text('url.full', target);
}

/** What stands before the path is no method: an attacker's. */
const ODD = /^[^\s"]{1,64} (\/\S{0,2048}) HTTP\/(\d(?:\.\d)?)$/;

/** A path with query, or a whole URL. */
export function writeTarget(target: string, out: EventWriter): void {
  const whole = target.includes('://') ? WHOLE.exec(target) : null;
  if (whole) writeSite(whole, out);
  const given = whole ? (whole[4] ?? '') : target;
  const hash = given.indexOf('#');
  const local = hash < 0 ? given : given.slice(0, hash);
  if (hash >= 0 && hash + 1 < given.length) out.text('url.fragment', given.slice(hash + 1));
  const mark = local.indexOf('?');
  const path = mark < 0 ? local : local.slice(0, mark);
  if (path.startsWith('/')) out.text('url.path', path);
  if (mark >= 0 && mark + 1 < local.length) out.text('url.query', local.slice(mark + 1));
  const extension = /[^/]\.([A-Za-z0-9]{1,8})$/.exec(path)?.[1];
  if (extension !== undefined) out.text('url.extension', extension.toLowerCase());
}

/** Scheme, host, port and the rest of a whole URL. */
const WHOLE = /^([a-z][a-z+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]/]*\]|[^/?#:]+)(?::(\d{1,5}))?(.*)$/is;

function writeSite([, scheme = '', host = '', port]: RegExpExecArray, out: EventWriter): void {
  out.text('url.scheme', scheme.toLowerCase());
  out.text('url.domain', host.toLowerCase());
  if (port !== undefined) out.number('url.port', Number(port));
}
