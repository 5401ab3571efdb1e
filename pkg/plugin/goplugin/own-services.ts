import { status, type Server } from '@grpc/grpc-js';
import { GRPCControllerService, GRPCStdioService, type GRPCControllerServer, type GRPCStdioServer } from './generated/goplugin';
import { HealthCheckResponse_ServingStatus, HealthService, type HealthServer } from './generated/health';

/** The service name under which a go-plugin host asks for health. */
const PLUGIN = 'plugin';

/** What every go-plugin host expects beside the plugin's own services. The broker is absent: hosts without callbacks never call it. */
export function addOwnServices(server: Server, shutdown: () => void): void {
  server.addService(HealthService, health);
  server.addService(GRPCStdioService, stdio);
  server.addService(GRPCControllerService, controller(shutdown));
}

const health: HealthServer = {
  check: ({ request }, answer) => {
    if (request.service === '' || request.service === PLUGIN) answer(null, { status: HealthCheckResponse_ServingStatus.SERVING });
    else answer({ code: status.NOT_FOUND, details: `no service ${request.service}` });
  },
};

/** Nothing is printed that could be forwarded; the stream is held open, as a host logs a warning when it ends. */
const stdio: GRPCStdioServer = { streamStdio: () => undefined };

function controller(shutdown: () => void): GRPCControllerServer {
  return {
    shutdown: (_call, answer) => {
      answer(null, {});
      shutdown();
    },
  };
}
