import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Metadata, credentials, type Client, type ChannelOptions, type ServiceError } from '@grpc/grpc-js';
import { GRPCControllerClient } from './generated/goplugin';
import { HealthCheckResponse_ServingStatus, HealthClient } from './generated/health';
import { parseHandshakeLine, type Handshake } from './handshake';

/** A plugin as its host sees it: what go-plugin's client does for Grafana, in Node. */
export interface PluginProcess {
  readonly pid: number;
  /** From the start of the process to the handshake line. */
  readonly handshakeMillis: number;
  /** A client of one of the plugin's services. */
  client<C extends Client>(make: new (address: string, creds: ReturnType<typeof credentials.createInsecure>, options?: ChannelOptions) => C): C;
  /** @throws when the plugin does not say that it serves */
  ping(): Promise<void>;
  /** Resolves to the exit code, null where a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Asks for the end, waits two seconds, then kills: what Grafana does. Safe twice. */
  stop(): Promise<void>;
}

export interface PluginCommand {
  readonly executable: string;
  /** All of the plugin's environment but the cookie: Grafana passes nothing of its own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Each line of the plugin's stderr. */
  readonly onLog?: (line: string) => void;
  /** How long the handshake may take; a minute as in go-plugin. */
  readonly startTimeout?: number;
}

const KILL_AFTER = 2_000;
const UNLIMITED = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

/**
 * Starts a plugin and shakes hands.
 *
 * @throws Error with the plugin's last words, where it ends or stays silent instead
 */
export async function startPlugin(handshake: Handshake, command: PluginCommand): Promise<PluginProcess> {
  const began = performance.now();
  const child = spawn(command.executable, {
    env: { ...command.env, [handshake.cookie.name]: handshake.cookie.value },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(command.cwd !== undefined && { cwd: command.cwd }),
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  const lastWords = logLines(child, command.onLog);
  const { address } = await firstLine(child, command.startTimeout ?? 60_000, lastWords).then((line) => parseHandshakeLine(line, handshake.appProtocol));
  const handshakeMillis = performance.now() - began;
  child.stdout.resume();
  return connect(child, address, exited, handshakeMillis);
}

function connect(child: ChildProcess, address: string, exited: Promise<number | null>, handshakeMillis: number): PluginProcess {
  const clients: Client[] = [];
  const client: PluginProcess['client'] = (make) => {
    const made = new make(`unix:${address}`, credentials.createInsecure(), UNLIMITED);
    clients.push(made);
    return made;
  };
  let stopping: Promise<void> | undefined;
  return {
    pid: child.pid!,
    handshakeMillis,
    client,
    exited,
    ping: () => ping(client(HealthClient)),
    stop: () => (stopping ??= stop(child, exited, client(GRPCControllerClient)).finally(() => clients.forEach((each) => each.close()))),
  };
}

async function ping(health: HealthClient): Promise<void> {
  const { status } = await call<{ status: HealthCheckResponse_ServingStatus }>((done) => health.check({ service: 'plugin' }, done));
  if (status !== HealthCheckResponse_ServingStatus.SERVING) throw new Error(`the plugin says ${HealthCheckResponse_ServingStatus[status]}`);
}

async function stop(child: ChildProcess, exited: Promise<number | null>, controller: GRPCControllerClient): Promise<void> {
  const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER);
  if (child.exitCode === null) {
    await call((done) => controller.shutdown({}, new Metadata(), { deadline: Date.now() + KILL_AFTER }, done)).catch(() => undefined);
  }
  await exited;
  clearTimeout(kill);
}

/** A unary call as a promise. */
export function call<T>(send: (done: (error: ServiceError | null, answer: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => send((error, answer) => (error ? reject(error) : resolve(answer))));
}

function firstLine(child: ChildProcess, timeout: number, lastWords: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const give = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`${why}${lastWords()}`));
    };
    const timer = setTimeout(() => give(`no handshake within ${timeout / 1_000} s`), timeout);
    const ended = (code: number | null): void => give(`the plugin ended with ${code} before the handshake`);
    child.once('error', (error) => give(error.message));
    child.once('exit', ended);
    createInterface({ input: child.stdout! }).once('line', (line) => {
      clearTimeout(timer);
      child.off('exit', ended);
      resolve(line);
    });
  });
}

function logLines(child: ChildProcess, onLog: PluginCommand['onLog']): () => string {
  const last: string[] = [];
  createInterface({ input: child.stderr! }).on('line', (line) => {
    last.push(line);
    if (last.length > 5) last.shift();
    onLog?.(line);
  });
  return () => (last.length > 0 ? `: ${last.join(' ')}` : '');
}
