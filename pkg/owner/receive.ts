import { resolve } from 'node:path';
import type { Collector } from '../../collector/collector';
import type { TokenPlace } from '../../collector/receive/sender-tokens';
import type { TlsFiles } from '../../collector/receive/tls';
import type { Values } from '../config';
import { HabitusError } from '../errors';

/** Where OTLP is received. */
export interface OtlpAddress {
  readonly host: string;
  /** Of OTLP/HTTP and the webhooks; 0 for any that is free. */
  readonly port: number;
  /** Of OTLP/gRPC; 0 for any, undefined for none. */
  readonly grpcPort: number | undefined;
}

/** What came of starting everything that receives. */
export interface Receiving {
  /** Address of OTLP/HTTP. */
  readonly otlp?: string;
  /** Address of OTLP/gRPC. */
  readonly grpc?: string;
  /** What `collector.yaml` lists besides, by name. */
  readonly receivers: readonly string[];
  /** What does not receive, with why. */
  readonly troubles: readonly string[];
}

/** What is configured. Two on one machine need one port changed: gRPC is on the port below HTTP's where none is named, on any where HTTP is. */
export function otlpAddress(values: Pick<Values, 'otlp.host' | 'otlp.port' | 'otlp.grpcPort'>): OtlpAddress {
  const { 'otlp.host': host, 'otlp.port': port, 'otlp.grpcPort': wanted = Math.max(0, port - 1) } = values;
  return { host, port, grpcPort: wanted === 'off' ? undefined : wanted };
}

/** The token that is configured, or the path of its file from the working folder. @throws HabitusError HAB-CONF-001 for both: nobody could say which one is meant */
export function otlpToken(values: Pick<Values, 'otlp.token' | 'otlp.tokenFile'>): TokenPlace | undefined {
  const { 'otlp.token': token, 'otlp.tokenFile': file } = values;
  if (file === undefined) return token;
  if (token !== undefined) throw new HabitusError('HAB-CONF-001', 'both', 'otlp.token or otlp.tokenFile');
  return { file: resolve(file) };
}

/** Certificate and key that are configured, as paths from the working folder. @throws HabitusError HAB-CONF-001 for one without the other */
export function otlpTls(values: Pick<Values, 'otlp.cert' | 'otlp.key' | 'otlp.clientCa'>): TlsFiles | undefined {
  const { 'otlp.cert': cert, 'otlp.key': key, 'otlp.clientCa': clientCa } = values;
  if (cert === undefined && key === undefined && clientCa === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new HabitusError('HAB-CONF-001', cert === undefined ? 'no otlp.cert' : 'no otlp.key', 'otlp.cert and otlp.key together, and before otlp.clientCa');
  }
  return { cert: resolve(cert), key: resolve(key), ...(clientCa !== undefined && { clientCa: resolve(clientCa) }) };
}

/** Starts OTLP/HTTP with the webhooks, OTLP/gRPC, and what `collector.yaml` lists. What cannot start keeps none of the others from it. */
export async function startReceiving(collector: Collector, { host, port, grpcPort }: OtlpAddress): Promise<Receiving> {
  const troubles: string[] = [];
  const attempt = async <T>(what: string, start: () => Promise<T>): Promise<T | undefined> =>
    await start().catch((error: unknown) => {
      troubles.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    });
  const otlp = await attempt('nothing is received over OTLP/HTTP', async () => await collector.listen({ host, port }));
  const bound =
    grpcPort === undefined ? undefined : await attempt('nothing is received over OTLP/gRPC', async () => await collector.listenGrpc({ host, port: grpcPort }));
  const receivers = await attempt('not all of collector.yaml is received', async () => await collector.receive());
  return {
    ...(otlp !== undefined && { otlp }),
    ...(bound !== undefined && { grpc: `${host.includes(':') ? `[${host}]` : host}:${bound}` }),
    receivers: receivers ?? [],
    troubles,
  };
}
