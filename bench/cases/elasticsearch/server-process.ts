import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { runnableServers } from '../../../pkg/store/elasticsearch/testing/runnable';
import { startServer, type Server } from '../../../pkg/store/elasticsearch/testing/start-server';

/** A real server of its own, the newest that runs here. @throws Error where there is neither a JDK 17+ nor Maven */
export async function benchServer(dataDir: string): Promise<Server> {
  const [newest] = runnableServers();
  if (newest === undefined) throw new Error('expected a JDK 17+ and Maven, which run the server that is measured');
  return await startServer(newest, { dataDir, lasting: true });
}

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** CPU seconds that a process has spent. Linux. */
export function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
