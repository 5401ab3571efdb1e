import type { X509Certificate } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';

/** What undici tells of the connection that it wants. */
interface Wanted {
  readonly hostname: string;
  readonly port?: string | number | undefined;
  readonly servername?: string | undefined;
}

type Connected = (error: Error | null, socket: TLSSocket | null) => void;

/** Of the handshake, in milliseconds. */
const PATIENCE = 10_000;
/** Certificates of a chain; more is no chain of anybody's. */
const LONGEST = 10;

/**
 * Opens TLS connections to whoever proves to be certified by the authority of this fingerprint: each certificate of the chain is signed by the next,
 * up to that one, and is within its dates. Names are not compared. The client's own check compares the fingerprint alone: anybody can show the
 * authority's certificate, which is public, above one of their own making.
 *
 * @param fingerprint SHA-256, hexadecimal, with or without colons
 */
export function pinnedTo(fingerprint: string): (wanted: Wanted, done: Connected) => void {
  return ({ hostname, port, servername }, done) => {
    const socket = connect({ host: hostname, port: Number(port || 443), servername, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
    socket.setNoDelay(true).setKeepAlive(true, 60_000);
    const timer = setTimeout(() => socket.destroy(new Error(`no TLS handshake with ${hostname} within ${PATIENCE / 1_000} s`)), PATIENCE);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      done(error, null);
    };
    socket.once('error', fail);
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      const wrong = wrongWith(socket.getPeerX509Certificate(), fingerprint, Date.now());
      if (wrong === undefined) return done(null, socket);
      socket.destroy();
      done(new Error(wrong), null);
    });
  };
}

/** Why a chain is not one of the authority's; undefined when it is. */
export function wrongWith(leaf: X509Certificate | undefined, fingerprint: string, now: number): string | undefined {
  let certificate = leaf;
  for (let left = LONGEST; certificate !== undefined && left > 0; left--) {
    const isPinned = hex(certificate.fingerprint256) === hex(fingerprint);
    const issuer: X509Certificate | undefined = isPinned ? undefined : issuerOf(certificate);
    const wrong = outOfDate(certificate, now) ?? unsigned(certificate, issuer);
    if (isPinned || wrong !== undefined) return wrong;
    certificate = issuer;
  }
  return 'no certificate of the chain has the fingerprint of elasticsearch.caFingerprint';
}

/** Undefined for one that signed itself, or whose issuer was not shown. */
function issuerOf({ issuerCertificate, fingerprint256 }: X509Certificate): X509Certificate | undefined {
  return issuerCertificate?.fingerprint256 === fingerprint256 ? undefined : issuerCertificate;
}

function unsigned(certificate: X509Certificate, issuer: X509Certificate | undefined): string | undefined {
  if (issuer === undefined || (issuer.ca && certificate.verify(issuer.publicKey))) return undefined;
  return `the certificate of ${certificate.subject} is not signed by ${issuer.subject}`;
}

function outOfDate({ subject, validFrom, validTo }: X509Certificate, now: number): string | undefined {
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  return now >= from && now <= to ? undefined : `the certificate of ${subject} holds from ${validFrom} to ${validTo}`;
}

function hex(fingerprint: string): string {
  return fingerprint.replace(/:/g, '').toLowerCase();
}
