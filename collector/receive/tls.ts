import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, TLSSocket, type TlsOptions } from 'node:tls';
import type { Socket } from 'node:net';
import { HabitusError } from '../../pkg/errors';
import { WatchedFiles } from '../config/watched-files';
import { isLoopback } from './loopback';
import type { Secrets } from './webhook/checks';

/** Where certificate and key of a receiver stand, as PEM, and the authority whose certificates its senders must show. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly clientCa?: string;
}

/** The same, read. */
export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca?: Buffer;
  /** Where the files are read again when they change. */
  readonly renewal?: WatchedFiles<Tls>;
}

const HANDSHAKE_MS = 10_000;

/** @throws HabitusError HAB-CONF-001 for a file that cannot be read, is no PEM, or a key of another certificate. Never says what is in a key */
export function readTls({ cert, key, clientCa }: TlsFiles): Tls {
  const tls = { cert: pem(cert), key: pem(key), ...(clientCa !== undefined && { ca: pem(clientCa) }) };
  try {
    createSecureContext(tls);
    // An authority that is no certificate would be passed over in silence, and nobody heard.
    if (tls.ca) void new X509Certificate(tls.ca);
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new HabitusError(
      'HAB-CONF-001',
      words,
      `a certificate in ${cert}, its key in ${key}${clientCa === undefined ? '' : `, an authority in ${clientCa}`}`
    );
  }
  return tls;
}

/** The same, read again when a file changes: connections that are open stay, new ones get what is new. @throws as {@link readTls} does, now */
export function watchTls(files: TlsFiles): Tls {
  const { cert, key, clientCa } = files;
  const renewal = new WatchedFiles([cert, key, ...(clientCa === undefined ? [] : [clientCa])], () => readTls(files));
  return { ...renewal.value, renewal };
}

/** For a server whose senders need a certificate for some of its paths: who shows none, or that of another authority, is let in, and told by {@link isCertified}. */
export function askingTls({ cert, key, ca }: Tls): TlsOptions {
  return { cert, key, minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE_MS, ...(ca && { ca, requestCert: true, rejectUnauthorized: false }) };
}

/** For a server that hears nobody without a certificate, where an authority is named. */
export function demandingTls(tls: Tls): TlsOptions {
  return { ...askingTls(tls), ...(tls.ca && { rejectUnauthorized: true }) };
}

/** Whether a sender has shown a certificate of the authority. */
export function isCertified(socket: Socket): boolean {
  return socket instanceof TLSSocket && socket.authorized;
}

/** @throws HabitusError HAB-RECV-005 for a receiver that everybody could send to */
export function refuseStrangers(host: string, tokens: Secrets | undefined, tls: Tls | undefined): void {
  if (isLoopback(host) || tokens !== undefined || tls?.ca !== undefined) return;
  throw new HabitusError('HAB-RECV-005', 'none', 'a token, or an authority of client certificates, for a receiver outside loopback');
}

function pem(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new HabitusError('HAB-CONF-001', (cause as Error).message, 'a PEM file', { cause });
  }
}
