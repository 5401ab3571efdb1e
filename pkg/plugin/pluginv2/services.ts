import { status, type ServiceError } from '@grpc/grpc-js';
import type { Plugin } from '../goplugin/serve';
import type { Backend } from './backend';
import { DataService, DiagnosticsService, ResourceService, type DataServer, type DiagnosticsServer, type ResourceServer } from './generated/pluginv2';

/** Body bytes of one message of a resource's answer. */
const CHUNK = 1024 * 1024;

/** Grafana's services on a backend that may still be loading. A backend answers what a person may read; what it throws is a fault of ours. */
export function grafanaServices(backend: () => Promise<Backend>): Plugin['services'] {
  return [
    { definition: DataService, implementation: data(backend) },
    { definition: ResourceService, implementation: resource(backend) },
    { definition: DiagnosticsService, implementation: diagnostics(backend) },
  ];
}

function data(backend: () => Promise<Backend>): DataServer {
  return { queryData: ({ request }, done) => answer(async () => (await backend()).queryData(request), done) };
}

function diagnostics(backend: () => Promise<Backend>): DiagnosticsServer {
  return {
    checkHealth: ({ request }, done) => answer(async () => (await backend()).checkHealth(request), done),
    collectMetrics: (_call, done) => answer(async () => ({ metrics: { prometheus: Buffer.from(await (await backend()).metrics()) } }), done),
  };
}

function resource(backend: () => Promise<Backend>): ResourceServer {
  return {
    callResource: (stream) => {
      answer(
        async () => (await backend()).callResource(stream.request),
        (error, whole) => {
          if (error || !whole) {
            stream.emit('error', error);
            return;
          }
          stream.write({ ...whole, body: whole.body.subarray(0, CHUNK) });
          for (let at = CHUNK; at < whole.body.length; at += CHUNK) stream.write({ code: 0, headers: new Map(), body: whole.body.subarray(at, at + CHUNK) });
          stream.end();
        }
      );
    },
  };
}

function answer<T>(work: () => Promise<T>, done: (error: Partial<ServiceError> | null, value?: T) => void): void {
  work().then(
    (value) => done(null, value),
    (error: unknown) => done({ code: status.INTERNAL, details: error instanceof Error ? error.message : String(error) })
  );
}
