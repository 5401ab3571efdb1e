import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendRequests, type Cost } from './habitus';
import type { Stub } from './stub';

/** A collector of others. */
export interface Peer {
  readonly name: string;
  readonly program: string;
  readonly install: string;
  /** What it is sent. */
  readonly takes: 'lines' | 'otlp';
  /** Writes its configuration and says how to start it. `library`: where its modules lie, when it was unpacked and not installed. */
  command(at: { readonly program: string; readonly library?: string; readonly dir: string; readonly port: number; readonly stub: number }): readonly string[];
}

/** Where a peer's program is: in the folder `HABITUS_BENCH_PEERS`, into which Debian packages were unpacked, or on the path. */
export function found({ program }: Peer): { readonly program: string; readonly library?: string } | undefined {
  const unpacked = process.env.HABITUS_BENCH_PEERS && resolve(process.env.HABITUS_BENCH_PEERS);
  if (unpacked !== undefined && existsSync(join(unpacked, 'usr/sbin', program))) {
    return { program: join(unpacked, 'usr/sbin', program), library: join(unpacked, 'usr/lib/x86_64-linux-gnu') };
  }
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin'];
  const installed = folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
  return installed === undefined ? undefined : { program: installed };
}

/** The same traffic in both forms: a file of lines, a folder of prepared requests. */
export interface Traffic {
  readonly lines: string;
  readonly requests: string;
  readonly count: number;
}

/** Sends traffic through a peer into the stub. @throws Error when not all of it arrives */
export async function throughPeer(peer: Peer, stub: Stub, traffic: Traffic, dir: string): Promise<Cost> {
  const at = found(peer);
  if (at === undefined) throw new Error(`${peer.program}: expected ${peer.install}, got none`);
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const [program = '', ...args] = peer.command({ ...at, dir, port, stub: stub.port });
  const libraries =
    at.library === undefined ? undefined : [at.library, join(dirname(at.library), 'syslog-ng'), join(at.library, '../../../lib/x86_64-linux-gnu')].join(':');
  const child = spawn(program, args, { stdio: 'ignore', env: { ...process.env, ...(libraries && { LD_LIBRARY_PATH: libraries }) } });
  try {
    await listening(port, child);
    const before = costOf(child.pid ?? 0);
    await (peer.takes === 'otlp' ? sendRequests(traffic.requests, `http://127.0.0.1:${port}`) : sendLines(traffic.lines, port));
    await stub.holds(traffic.count);
    const after = costOf(child.pid ?? 0);
    return { cpuSeconds: after.cpuSeconds - before.cpuSeconds, memory: after.memory };
  } finally {
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
  }
}

async function sendLines(file: string, port: number): Promise<void> {
  const script = join(process.cwd(), 'bench/cases/collector/line-sender.mjs');
  await once(spawn(process.execPath, [script, file, String(port)], { stdio: 'inherit' }), 'exit');
}

/** What Linux says of a process: user and system time in ticks of 10 ms, peak memory in kB. */
function costOf(pid: number): Cost {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100, memory: Number(peak?.[1] ?? NaN) / 1024 };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')}: expected it to listen, got its end with code ${child.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false);
    socket.destroy();
    if (open) return;
    await sleep(50);
  }
  throw new Error(`peer: expected it to listen on ${port}, got no connection`);
}
