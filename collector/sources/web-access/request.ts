import type { EventWriter } from '../source';
import { present } from './client';

/** `METHOD target HTTP/x`. What is not a request line (TLS bytes, `-`, garbage) is kept as it came in `url.original`. */
export function writeRequest(request: string, out: EventWriter): void {
  const match = /^([A-Za-z][A-Za-z_-]{0,31}) (\S.*?)(?: HTTP\/(\d(?:\.\d)?))?$/.exec(request);
  const [, method = '', target = '', version] = match ?? [];
  if (!match || (version === undefined && !/^(?:\/|\*|[a-z]+:\/\/)/i.test(target))) {
    if (present(request)) out.text('url.original', request);
    return;
  }
  out.text('http.request.method', method.toUpperCase());
  if (version !== undefined) out.text('http.version', version);
  out.text('url.original', target);
  if (method === 'CONNECT') out.text('url.domain', target.replace(/:\d+$/, '').toLowerCase());
  else writeTarget(target, out);
}

/** A path with query, or a whole URL. */
export function writeTarget(target: string, out: EventWriter): void {
  const absolute = /^[a-z][a-z+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]/]*\]|[^/?#:]+)(?::\d+)?(.*)$/is.exec(target);
  if (absolute?.[1] !== undefined) out.text('url.domain', absolute[1].toLowerCase());
  const local = (absolute ? (absolute[2] ?? '') : target).replace(/#.*$/s, '');
  const mark = local.indexOf('?');
  const path = mark < 0 ? local : local.slice(0, mark);
  if (path.startsWith('/')) out.text('url.path', path);
  if (mark >= 0 && mark + 1 < local.length) out.text('url.query', local.slice(mark + 1));
  const extension = /[^/]\.([A-Za-z0-9]{1,8})$/.exec(path)?.[1];
  if (extension !== undefined) out.text('url.extension', extension.toLowerCase());
}
