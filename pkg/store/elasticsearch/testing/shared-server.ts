import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Runnable } from './runnable';
import { startServer, type Server } from './start-server';

/**
 * The URL of the server that all test files of this run share: the first that asks starts it, in a folder that is named after the run.
 * It ends with the test process that started it; Jest ends its workers together.
 */
export async function sharedServer(runnable: Runnable): Promise<string> {
  const folder = join(tmpdir(), `habitus-elasticsearch-${runnable.version}-${runOf()}`);
  const known = join(folder, 'url');
  for (let waited = 0; waited < 120_000; waited += 200) {
    const url = read(known);
    if (url !== undefined && (await answers(url))) return url;
    if (url !== undefined || takes(folder)) {
      const server = await start(runnable, folder);
      writeFileSync(`${known}.new`, server.url);
      renameSync(`${known}.new`, known);
      return server.url;
    }
    await sleep(200);
  }
  throw new Error(`Elasticsearch ${runnable.version}: another test process was to start it and did not within 2 minutes`);
}

/** Where it fails, the next that asks may try. */
async function start(runnable: Runnable, folder: string): Promise<Server> {
  try {
    rmSync(join(folder, 'data'), { recursive: true, force: true });
    return await startServer(runnable, { dataDir: join(folder, 'data'), scratch: folder });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Workers of one Jest run have the same parent; in one process, it is the run itself. */
function runOf(): number {
  return process.env['JEST_WORKER_ID'] !== undefined && process.send !== undefined ? process.ppid : process.pid;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function takes(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/_cluster/health`).then(
    (response) => response.ok,
    () => false
  );
}
