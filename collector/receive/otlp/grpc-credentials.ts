import { ServerCredentials } from '@grpc/grpc-js';
import type { SecureContextOptions } from 'node:tls';
import type { Tls } from '../tls';

/** What a server of gRPC shows and demands: nothing without `tls`; with it what its files hold, also after they were renewed. */
export function credentialsOf(tls: Tls | undefined): ServerCredentials {
  return tls === undefined ? ServerCredentials.createInsecure() : new Renewed(tls);
}

/** As `createSsl` makes them, but for the renewal, for which grpc-js has only a watcher of its own that looks at one file after the other. */
class Renewed extends ServerCredentials {
  public constructor(tls: Tls) {
    super({ requestCert: tls.ca !== undefined, minVersion: 'TLSv1.2' }, contextOf(tls));
    tls.renewal?.onChange((next) => this.updateSecureContextOptions(contextOf(next)));
  }

  public override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

function contextOf({ cert, key, ca }: Tls): SecureContextOptions {
  return { cert, key, ...(ca && { ca }) };
}
