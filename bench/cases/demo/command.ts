import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const HABITUS = join(process.cwd(), 'dist', 'cli', 'habitus.js');
const SETTLES = 10_000;

export interface StartTimes extends Readonly<Record<string, number>> {
  readonly total: number;
  readonly imported: number;
  readonly learnt: number;
  readonly rest: number;
}

/** Seconds of `habitus start --once`, in all and by what it says of its steps. @throws Error when it does not end well */
export async function startOnce(dataDir: string, seed: number): Promise<StartTimes> {
  const began = performance.now();
  const steps: Record<string, number> = {};
  const child = spawn(process.execPath, [HABITUS, 'start', '--once', '--no-preview', '--json', '--seed', String(seed), '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  for await (const line of createInterface(child.stdout)) {
    for (const [step, report] of Object.entries(JSON.parse(line) as Record<string, { readonly seconds?: number }>)) {
      if (report.seconds !== undefined) steps[step] = report.seconds;
    }
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`habitus start: expected exit code 0, got ${code}`);
  const total = (performance.now() - began) / 1_000;
  const { imported = 0, learnt = 0 } = steps;
  return { total, imported, learnt, rest: total - imported - learnt };
}

/** Resident memory of `habitus start` that listens and has nothing to do. */
export async function idleMegabytes(dataDir: string): Promise<number> {
  const child = spawn(process.execPath, [HABITUS, 'start', '--no-preview', '--json', '--otlp-port', '0', '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    for await (const line of createInterface(child.stdout)) if ('otlp' in (JSON.parse(line) as object)) break;
    await sleep(SETTLES);
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1_000;
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}
