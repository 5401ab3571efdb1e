import { number } from '../reading';
import type { EventWriter } from '../source';
import { accessTime } from './access-time';
import { present, writeAddress } from './client';
import { writeOutcome } from './outcome';
import { writeRequest } from './request';

/** Apache's `ssl_request_log`, `%t %h %{SSL_PROTOCOL}x %{SSL_CIPHER}x "%r" %b`: without a status. */
const LINE = /^\[([^\]]{10,40})\] (\S{1,253}) (\S{1,32}) (\S{1,64}) "(.{0,8192})" (\d{1,15}|-)$/s;

/** Whether a line has that form. */
export function isTlsLine(text: string): boolean {
  return text.startsWith('[') && LINE.test(text.trimEnd());
}

/** @returns whether it was such a line */
export function writeTlsLine(text: string, out: EventWriter): boolean {
  const [, time = '', client = '', protocol, cipher, request = '', bytes] = (text.startsWith('[') && LINE.exec(text.trimEnd())) || [];
  const at = accessTime(time);
  if (at === undefined) return false;
  out.time(at);
  writeOutcome(undefined, number(bytes), out);
  writeAddress([client], [], out);
  const version = /^(?:TLS|SSL)v(\d(?:\.\d)?)$/i.exec(protocol ?? '')?.[1];
  if (version !== undefined) out.text('tls.version', version);
  if (present(cipher)) out.text('tls.cipher', cipher);
  writeRequest(request, out);
  return true;
}
