import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { ImportReport } from '../collector';
import type { Answer, Condition, Order } from './collector-process';

/** A collector under test in a process of its own. */
export interface CollectorProcess {
  readonly dir: string;
  readonly url: string;
  import(path: string, source?: string): Promise<ImportReport>;
  /** After all that was acknowledged is stored. */
  status(): Promise<Condition>;
  stop(): Promise<void>;
}

/** @param now what its clock shows, for ever */
export async function startCollector(now: number): Promise<CollectorProcess> {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-process-'));
  const outfile = join(__dirname, '../../node_modules/.cache/collector-process.js');
  buildSync({ entryPoints: [join(__dirname, 'collector-process.ts')], outfile, bundle: true, platform: 'node', packages: 'external', logLevel: 'warning' });
  const child = fork(outfile, [dir, String(now)]);
  const listening = await next(child, 'listening');
  const ask = async (order: Order): Promise<Answer> => {
    child.send(order);
    return await next(child, order.do === 'import' ? 'imported' : 'status');
  };
  return {
    dir,
    url: listening.kind === 'listening' ? `${listening.url}/v1/logs` : '',
    import: async (path, source) => ((await ask({ do: 'import', path, ...(source !== undefined && { source }) })) as Answer & { kind: 'imported' }).report,
    status: async () => ((await ask({ do: 'status' })) as Answer & { kind: 'status' }).condition,
    stop: async () => {
      child.send({ do: 'stop' } satisfies Order);
      await once(child, 'exit');
      rmSync(dir, { recursive: true });
    },
  };
}

/** The next answer of a kind; a process that ended instead is a failure. */
async function next(child: ChildProcess, kind: Answer['kind']): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the collector's process ended with ${code}`));
    const told = (answer: Answer): void => {
      if (answer.kind !== kind) return;
      child.off('message', told).off('exit', ended);
      resolve(answer);
    };
    child.on('message', told).on('exit', ended);
  });
}
