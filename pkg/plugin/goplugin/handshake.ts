/** Version of go-plugin's own protocol. Another would need another host. */
const CORE_PROTOCOL = 1;

/** What the host and this plugin agree on before a word is said. */
export interface Handshake {
  /** An environment variable that the host sets, so that a person who starts the file by hand gets a sentence instead of a hanging process. */
  readonly cookie: { readonly name: string; readonly value: string };
  /** Version of the protocol spoken over gRPC. */
  readonly appProtocol: number;
}

/** Undefined where the host set the cookie, else what to tell the person. */
export function refusal(handshake: Handshake, env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env[handshake.cookie.name] === handshake.cookie.value) return undefined;
  return 'This is a plugin of Grafana. It is started by Grafana, not by hand: install its folder as a plugin and start Grafana.';
}

/** The one line that a host waits for on stdout: core protocol, app protocol, where to connect, how to talk, and no certificate. */
export function handshakeLine(handshake: Handshake, address: Address): string {
  return `${CORE_PROTOCOL}|${handshake.appProtocol}|${address.network}|${address.address}|grpc|\n`;
}

export interface Address {
  readonly network: 'unix' | 'tcp';
  readonly address: string;
}

/**
 * Reads the line as a host does.
 *
 * @throws Error naming the line, for one of another protocol
 */
export function parseHandshakeLine(line: string, appProtocol: number): Address {
  const [core, app, network, address, kind] = line.trim().split('|');
  const known = (network === 'unix' || network === 'tcp') && kind === 'grpc' && address !== undefined;
  if (!known || core !== String(CORE_PROTOCOL) || app !== String(appProtocol)) {
    throw new Error(`not a handshake of protocol ${appProtocol} over gRPC: ${JSON.stringify(line)}`);
  }
  return { network, address };
}
