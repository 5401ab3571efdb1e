import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { HabitusError } from '../../errors';
import { otlpTls, otlpToken } from '../../owner/receive';
import { scoringVariables } from '../../owner/scoring';
import { freePort } from '../ports';
import type { CommandIo } from '../../owner/command';
import type { StartPlan } from './plan';

const READY_WITHIN = 30_000;
const ASK_EVERY = 100;
const STOP_WITHIN = 8_000;

/**
 * Starts the preview, says where it is, and waits until it ends or the user ends it. The preview starts the real backend, which then owns
 * the data directory: ours must be closed.
 *
 * @param home the folder that Habitus is built in
 */
export async function runPreview(plan: StartPlan, home: string, io: CommandIo): Promise<void> {
  const server = join(home, 'build', 'preview', 'server.js');
  if (!existsSync(server)) throw new HabitusError('HAB-CLI-004', `no preview in ${home}`, 'the preview to be built');
  const { port, otlpPort, grpcPort } = await freePorts(plan, io);
  const args = ['--port', String(port), '--data-dir', plan.dataDir, '--otlp-port', String(otlpPort)];
  const child = spawn(process.execPath, [server, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...settingsOf(plan), HABITUS_OTLP_GRPC_PORT: String(grpcPort) },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  io.signal.addEventListener('abort', () => void stop(child));
  const address = `http://127.0.0.1:${port}`;
  if (await answers(address, child, io.signal)) {
    const otlp = `${plan.config.values['otlp.cert'] === undefined ? 'http' : 'https'}://${plan.otlp.host}:${otlpPort}`;
    await announce({ preview: address, otlp, ...(grpcPort !== 'off' && { grpc: `${plan.otlp.host}:${grpcPort}` }) }, io);
  }
  const code = await ended;
  if (!io.signal.aborted) throw new HabitusError('HAB-CLI-006', code === null ? 'a signal that ended it' : `exit code ${code}`);
}

interface Ports {
  readonly port: number;
  readonly otlpPort: number;
  readonly grpcPort: number | 'off';
}

async function freePorts({ port: wantedPort, otlp: { host, port: wanted, grpcPort } }: StartPlan, io: CommandIo): Promise<Ports> {
  const [port, otlpPort] = await Promise.all([freePort(wantedPort), freePort(wanted, host)]);
  if (port !== wantedPort) io.err(`Port ${wantedPort} is taken; the preview takes ${port}.\n`);
  if (otlpPort !== wanted && wanted !== 0) io.err(`Port ${wanted} is taken; OTLP/HTTP is received on ${otlpPort}.\n`);
  return { port, otlpPort, grpcPort: grpcPort === undefined ? 'off' : await freePort(grpcPort, host, otlpPort) };
}

/** The effective configuration as variables: the preview hands them to the backend. */
export function settingsOf({ config: { values, file } }: Pick<StartPlan, 'config'>): Record<string, string> {
  const token = otlpToken(values);
  const tls = otlpTls(values);
  return {
    ...(file !== undefined && { HABITUS_CONFIG: resolve(file) }),
    HABITUS_NAMESPACE: values.namespace,
    HABITUS_OTLP_HOST: values['otlp.host'],
    ...(values.features.length > 0 && { HABITUS_FEATURES: values.features.map((path) => resolve(path)).join(delimiter) }),
    ...(token !== undefined && (typeof token === 'string' ? { HABITUS_OTLP_TOKEN: token } : { HABITUS_OTLP_TOKEN_FILE: token.file })),
    ...(tls && { HABITUS_OTLP_CERT: tls.cert, HABITUS_OTLP_KEY: tls.key }),
    ...(tls?.clientCa !== undefined && { HABITUS_OTLP_CLIENT_CA: tls.clientCa }),
    ...scoringVariables(values),
  };
}

async function announce(at: { readonly preview: string; readonly otlp: string; readonly grpc?: string }, io: CommandIo): Promise<void> {
  const grpc = at.grpc === undefined ? '' : `OTLP/gRPC: ${at.grpc}\n`;
  await io.out(io.json ? `${JSON.stringify(at)}\n` : `\nPreview: ${at.preview}\nOTLP/HTTP: ${at.otlp}/v1/logs\n${grpc}End with ^C.\n`);
}

/** Whether the preview answered before it ended or was told to. */
async function answers(address: string, child: ChildProcess, signal: AbortSignal): Promise<boolean> {
  for (const until = Date.now() + READY_WITHIN; Date.now() < until;) {
    if (signal.aborted || child.exitCode !== null || child.signalCode !== null) return false;
    const ok = await fetch(address, { redirect: 'manual' }).then(
      (response) => response.status < 500,
      () => false
    );
    if (ok) return true;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
  }
  child.kill('SIGTERM');
  return false;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
  await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(late);
}
