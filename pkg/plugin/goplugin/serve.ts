import { Server, ServerCredentials, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { guardOutput } from './guarded-output';
import { handshakeLine, refusal, type Handshake } from './handshake';
import type { Logger } from './logger';
import { watchParent } from './orphan';
import { addOwnServices } from './own-services';
import { makeSocketFolder } from './socket-folder';

/** Largest message taken, as Grafana's own SDK has it; what is sent is the host's to limit. */
const MAX_RECEIVED = 16 * 1024 * 1024;

/** A host kills two seconds after it asked for the end; what could not be flushed by then is in the write-ahead log. */
const GRACE = 1_500;

/** One plugin as it is served. */
export interface Plugin {
  readonly services: readonly { readonly definition: ServiceDefinition; readonly implementation: UntypedServiceImplementation }[];
  /** Called once the handshake is printed: the place for everything slow. */
  ready?(): void;
  /** Called once, when the host asks for the end or is gone. */
  close(): Promise<void>;
}

/**
 * Serves a plugin as hashicorp/go-plugin hosts expect it: guarded output, a socket only its owner can reach, the handshake line, and an end that
 * is orderly on Shutdown, on SIGTERM and when the host is gone. Prints nothing but the handshake line to stdout, ever.
 *
 * Ends the process with 1 and a sentence where it was not started by a host.
 */
export async function servePlugin(handshake: Handshake, create: (log: Logger) => Plugin): Promise<void> {
  const refused = refusal(handshake, process.env);
  if (refused !== undefined) {
    process.stderr.write(`${refused}\n`);
    process.exitCode = 1;
    return;
  }
  const { log, sayOnce } = guardOutput();
  const plugin = create(log);
  const server = new Server({ 'grpc.max_receive_message_length': MAX_RECEIVED, 'grpc.max_send_message_length': -1 });
  const folder = makeSocketFolder(process.env);
  const end = endOnce(async (code) => {
    setTimeout(() => leave(code), GRACE).unref();
    await plugin.close().catch((error: unknown) => log.error('The plugin did not close cleanly', { error }));
    leave(code);
  });
  const leave = (code: number): never => {
    server.forceShutdown();
    folder.remove();
    process.exit(code);
  };
  for (const { definition, implementation } of plugin.services) server.addService(definition, implementation);
  addOwnServices(server, () => end(0));
  await bind(server, `unix:${folder.socket}`);
  watchForTheEnd(log, end);
  sayOnce(handshakeLine(handshake, { network: 'unix', address: folder.socket }));
  plugin.ready?.();
}

function bind(server: Server, target: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.bindAsync(target, ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * The terminal's ^C reaches the whole group and is the host's to answer. After an exception that nobody caught nothing can be relied on:
 * the host starts a new process within a second. A rejection that nobody awaited has broken one piece of work, and is logged.
 */
function watchForTheEnd(log: Logger, end: (code: number) => void): void {
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => end(0));
  process.on('unhandledRejection', (error) => log.error('A rejection that nobody caught', { error }));
  process.on('uncaughtException', (error) => {
    log.error('An exception that nobody caught; ending', { error });
    end(1);
  });
  watchParent(() => {
    log.info('The host is gone; ending');
    end(0);
  });
}

function endOnce(end: (code: number) => Promise<void>): (code: number) => void {
  let ending = false;
  return (code) => {
    if (ending) return;
    ending = true;
    void end(code);
  };
}
