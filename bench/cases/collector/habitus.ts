import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Spent } from './receiver-process';
import type { Stub } from './stub';

const AT_ONCE = 8;

/** What carrying events from the sender to the stub took. */
export interface Cost {
  readonly cpuSeconds: number;
  /** Peak, in MB. */
  readonly memory: number;
}

/** Habitus's collector: OTLP, gzip, with parse, clean and enrich and the write-ahead log, into the stub. @param requests a folder of prepared requests */
export async function throughHabitus(stub: Stub, requests: string, dir: string, events: number): Promise<Cost> {
  const outfile = join(process.cwd(), 'node_modules/.cache/habitus/bench/receiver-process.js');
  const entryPoints = [join(process.cwd(), 'bench/cases/collector/receiver-process.ts')];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node24', packages: 'external', logLevel: 'error' });
  const child = fork(outfile, [dir, stub.address], {
    execArgv: process.env.HABITUS_BENCH_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.env.HABITUS_BENCH_PROFILE}`],
  });
  try {
    return await measure(child, stub, requests, events);
  } finally {
    child.kill();
  }
}

async function measure(child: ChildProcess, stub: Stub, requests: string, events: number): Promise<Cost> {
  const told = async (): Promise<Spent> => await nextOf(child);
  const { address = '' } = await told();
  const ask = async (order: 'measure' | 'stop'): Promise<Spent> => {
    child.send(order);
    return await told();
  };
  const before = await ask('measure');
  await sendRequests(requests, address);
  const after = await ask('measure');
  if ((await stub.counted()) !== events) throw new RangeError(`bulk stub: expected ${events} documents, got ${await stub.counted()}`);
  const ended = once(child, 'exit');
  await ask('stop');
  await ended;
  return { cpuSeconds: (after.cpuSeconds ?? NaN) - (before.cpuSeconds ?? NaN), memory: after.memory ?? NaN };
}

/** What the process tells next. @throws Error when it ends instead */
async function nextOf(child: ChildProcess): Promise<Spent> {
  return await new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`receiver: expected a message, got its end with code ${code}`));
    child.once('exit', ended).once('message', (told: Spent) => {
      child.off('exit', ended);
      resolve(told);
    });
  });
}

/** Posts the prepared requests of a folder, eight at a time. */
export async function sendRequests(requests: string, address: string): Promise<void> {
  const script = join(process.cwd(), 'bench/cases/otlp/sender.mjs');
  const sender = spawn(process.execPath, [script, requests, address, String(AT_ONCE), 'gzip'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(sender.stdout, 'data');
  sender.stdin.write('go\n');
  const [code] = (await once(sender, 'exit')) as [number];
  if (code !== 0) throw new Error(`sender: expected exit code 0, got ${code}`);
}
