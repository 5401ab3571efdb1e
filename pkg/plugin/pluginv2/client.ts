import { call, startPlugin, type PluginCommand } from '../goplugin/host';
import {
  DataClient,
  DiagnosticsClient,
  ResourceClient,
  type CallResourceRequest,
  type CallResourceResponse,
  type CheckHealthRequest,
  type CheckHealthResponse,
  type CollectMetricsResponse,
  type QueryDataRequest,
  type QueryDataResponse,
} from './generated/pluginv2';
import { GRAFANA } from './handshake';

/** A resource's answer, whole. */
export interface ResourceAnswer {
  readonly code: number;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

/** A running backend, called as Grafana calls it. Requests are made with `QueryDataRequest.fromPartial` and the like of generated/pluginv2. */
export interface BackendClient {
  readonly pid: number;
  /** From the start of the process to its handshake. */
  readonly handshakeMillis: number;
  /** Resolves to the exit code when the process ends, whoever ended it. */
  readonly exited: Promise<number | null>;
  ping(): Promise<void>;
  queryData(request: QueryDataRequest): Promise<QueryDataResponse>;
  callResource(request: CallResourceRequest): Promise<ResourceAnswer>;
  checkHealth(request: CheckHealthRequest): Promise<CheckHealthResponse>;
  collectMetrics(): Promise<CollectMetricsResponse>;
  /** Shutdown, then SIGKILL after two seconds. Safe twice. */
  stop(): Promise<void>;
}

/**
 * Starts a built backend (`dist/datasource/gpx_habitus_ueba_linux_amd64`) over gRPC on a unix socket as Grafana does: nothing of this
 * process's environment goes with it but `env`.
 *
 * @throws Error with the backend's last log lines, where it does not shake hands
 */
export async function startBackend(command: PluginCommand): Promise<BackendClient> {
  const plugin = await startPlugin(GRAFANA, command);
  const [data, resource, diagnostics] = [plugin.client(DataClient), plugin.client(ResourceClient), plugin.client(DiagnosticsClient)];
  return {
    pid: plugin.pid,
    handshakeMillis: plugin.handshakeMillis,
    exited: plugin.exited,
    ping: () => plugin.ping(),
    queryData: (request) => call((done) => data.queryData(request, done)),
    callResource: (request) => collect(resource.callResource(request)),
    checkHealth: (request) => call((done) => diagnostics.checkHealth(request, done)),
    collectMetrics: () => call((done) => diagnostics.collectMetrics({ pluginContext: undefined }, done)),
    stop: () => plugin.stop(),
  };
}

async function collect(answers: AsyncIterable<CallResourceResponse>): Promise<ResourceAnswer> {
  let first: CallResourceResponse | undefined;
  const bodies: Buffer[] = [];
  for await (const answer of answers) {
    first ??= answer;
    bodies.push(answer.body);
  }
  const headers = new Map([...(first?.headers ?? [])].map(([name, { values }]) => [name, values] as const));
  return { code: first?.code ?? 0, headers, body: Buffer.concat(bodies) };
}
