import { networkInterfaces } from 'node:os';

type Env = Readonly<Record<string, string | undefined>>;

/** Which of our own signals are asked for, by the environment variables of OpenTelemetry's specification. */
export interface Asked {
  readonly metrics: boolean;
  readonly traces: boolean;
  readonly endpoints: readonly string[];
}

/** Nothing is exported unless an endpoint is named: the default of the specification, localhost:4318, is most likely ourselves. */
export function askedBy(env: Env): Asked {
  const of = (signal: 'METRICS' | 'TRACES'): string | undefined =>
    env['OTEL_SDK_DISABLED'] === 'true' || env[`OTEL_${signal}_EXPORTER`] === 'none'
      ? undefined
      : env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`] || env['OTEL_EXPORTER_OTLP_ENDPOINT'] || undefined;
  const [metrics, traces] = [of('METRICS'), of('TRACES')];
  return {
    metrics: metrics !== undefined,
    traces: traces !== undefined,
    endpoints: [metrics, traces].filter((one) => one !== undefined),
  };
}

const DEFAULT_PORT = { 'https:': 443, 'http:': 80 } as const;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '0.0.0.0', '[::]']);

/** Whether an endpoint is one of the ports this process listens on: what it says of itself must not come back as an input. @param ports that it listens on */
export function isOurselves(endpoint: string, ports: readonly number[]): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined) return false;
  const port = url.port === '' ? DEFAULT_PORT[url.protocol as keyof typeof DEFAULT_PORT] : Number(url.port);
  return ports.includes(port) && (LOOPBACK.has(url.hostname) || ownAddresses().has(url.hostname.replace(/^\[|\]$/g, '')));
}

function ownAddresses(): ReadonlySet<string> {
  return new Set(Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address)));
}
