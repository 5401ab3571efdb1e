import { Client, type ClientOptions } from '@elastic/elasticsearch';
import { readFileSync } from 'node:fs';
import { KeyFile, transportWith } from './key-file';
import { pinnedTo } from './pinned';

/** How a cluster is reached. Every secret goes into the client and nowhere else: no error, log or health text holds one. */
export interface ConnectionOptions {
  /** `https://host:9200`, any number of them; not used with `cloudId`. */
  readonly nodes: readonly string[];
  readonly cloudId?: string | undefined;
  /** The first of these that is given is used. A file is read again when it changes. */
  readonly apiKeyFile?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly serviceToken?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** SHA-256 of the cluster's CA, as Elasticsearch prints it when it is set up. */
  readonly caFingerprint?: string | undefined;
  /** A file with the CA's certificate. */
  readonly caFile?: string | undefined;
  /** Of one request, in milliseconds. Default 30,000. */
  readonly timeout?: number | undefined;
}

/** A client of 8.19 and of 9.x servers. Opens no connection yet. Nodes are not sniffed: behind a proxy, what they say of themselves is no address. */
export function connect(options: ConnectionOptions): Client {
  const { nodes, cloudId, timeout = 30_000 } = options;
  return new Client({
    ...(cloudId === undefined ? { nodes: [...nodes] } : { cloud: { id: cloudId } }),
    ...authOf(options),
    ...tlsOf(options),
    requestTimeout: timeout,
    maxRetries: 3,
    sniffOnStart: false,
    enableMetaHeader: false,
  });
}

function authOf({ apiKeyFile, apiKey, serviceToken, username, password }: ConnectionOptions): Pick<ClientOptions, 'auth' | 'Transport'> {
  if (apiKeyFile !== undefined) {
    const file = new KeyFile(apiKeyFile);
    file.read();
    return { Transport: transportWith(file) };
  }
  if (apiKey !== undefined) return { auth: { apiKey } };
  if (serviceToken !== undefined) return { auth: { bearer: serviceToken } };
  return username === undefined ? {} : { auth: { username, password: password ?? '' } };
}

/**
 * With the file, everything is checked: chain, name, dates; a fingerprint beside it too. With the fingerprint alone, the chain up to the
 * authority that it names (`pinnedTo`). A cloud's authority is one that every system knows: there all is checked, and the fingerprint beside it.
 */
function tlsOf({ caFingerprint, caFile, cloudId }: ConnectionOptions): Pick<ClientOptions, 'caFingerprint' | 'tls' | 'agent'> {
  if (caFile !== undefined) return { tls: { ca: readFileSync(caFile) }, ...(caFingerprint !== undefined && { caFingerprint }) };
  if (caFingerprint === undefined) return {};
  return cloudId === undefined ? { agent: { connect: pinnedTo(caFingerprint) } as NonNullable<ClientOptions['agent']> } : { caFingerprint };
}
