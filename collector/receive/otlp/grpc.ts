import { Server, type sendUnaryData, type ServiceDefinition, type ServerUnaryCall } from '@grpc/grpc-js';
import { promisify } from 'node:util';
import { HabitusError } from '../../../pkg/errors';
import { refuseStrangers, type Tls } from '../tls';
import type { Secrets } from '../webhook/checks';
import { encodeAnswer } from './answer';
import { credentialsOf } from './grpc-credentials';
import { gate } from './grpc-gate';
import { known, refusal } from './grpc-refusal';
import type { OtlpIntake, Signal } from './intake';
import { Room } from './room';

/** The largest message that is read, also decompressed. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Of messages being received at once, each counted as the largest. */
const ROOM = 16 * MOST_BYTES;
const MOST_KEPT = 8 * 1024;

export interface GrpcOptions {
  readonly host: string;
  readonly port: number;
  /** One of them is demanded of every call as the metadata `authorization: Bearer …`; looked at anew for each. */
  readonly tokens?: Secrets;
  /** Encrypts; with an authority, nobody is heard without a certificate of it. Outside loopback it is this or a token, or both. */
  readonly tls?: Tls;
}

export interface GrpcServer {
  /** The port it listens on. */
  readonly port: number;
  /** Answers what has arrived, then ends. Safe twice. */
  close(): Promise<void>;
}

/**
 * OTLP/gRPC for logs, traces and metrics, as opentelemetry-proto's specification says: plain or gzip, `partialSuccess` for records that were refused, RESOURCE_EXHAUSTED
 * with RetryInfo where the sender shall come again. The bytes go to the decoder as they came.
 * @throws HabitusError HAB-RECV-005 for one outside loopback that everybody could send to, HAB-RECV-008 for an address that is taken
 */
export async function startGrpcServer(intake: OtlpIntake, { host, port, tokens, tls }: GrpcOptions): Promise<GrpcServer> {
  refuseStrangers(host, tokens, tls);
  const server = new Server({
    'grpc.max_receive_message_length': MOST_BYTES,
    'grpc.max_concurrent_streams': 64,
    interceptors: [gate(new Room(ROOM), MOST_BYTES, tokens)],
  });
  for (const signal of SIGNALS) {
    server.addService(serviceOf(signal), {
      export: (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => void take(intake, call.request, signal, answer),
    });
  }
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const bind = promisify(server.bindAsync.bind(server));
  const bound = await bind(address, credentialsOf(tls)).catch((cause: unknown) => {
    server.forceShutdown();
    throw new HabitusError('HAB-RECV-008', `${address}: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  let closing: Promise<void> | undefined;
  return { port: bound, close: async () => await (closing ??= shut(server)) };
}

async function take(intake: OtlpIntake, body: Buffer, signal: Signal, answer: sendUnaryData<Buffer>): Promise<void> {
  try {
    answer(null, encodeAnswer(await intake.take(body, 'protobuf', signal)));
  } catch (error) {
    const { code, message } = known(error);
    if (code === 'HAB-RECV-001' || code === 'HAB-RECV-002') await intake.bury({ code, reason: message, raw: body.subarray(0, MOST_KEPT) });
    answer(refusal(error));
  }
}

/** Clients keep their connections open: after two seconds they are cut. */
async function shut(server: Server): Promise<void> {
  const force = setTimeout(() => server.forceShutdown(), 2_000);
  await new Promise<void>((resolve) => {
    server.tryShutdown(() => resolve());
  });
  clearTimeout(force);
}

const asIs = (bytes: Buffer): Buffer => bytes;

const SIGNALS: readonly Signal[] = ['logs', 'traces', 'metrics'];
const NAMES = { logs: 'logs.v1.LogsService', traces: 'trace.v1.TraceService', metrics: 'metrics.v1.MetricsService' } as const;

/** opentelemetry/proto/collector/<signal>/v1/<signal>_service.proto */
function serviceOf(signal: Signal): ServiceDefinition {
  return {
    export: {
      path: `/opentelemetry.proto.collector.${NAMES[signal]}/Export`,
      requestStream: false,
      responseStream: false,
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs,
    },
  };
}
