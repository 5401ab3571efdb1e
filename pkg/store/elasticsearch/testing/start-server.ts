import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Runnable } from './runnable';
import { prepareServer } from './server-home';

export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Ends it in good order. */
  stop(): Promise<void>;
  /** kill -9: what was acknowledged has to be there when it starts again on the same data. */
  kill(): Promise<void>;
}

export interface StartOptions {
  readonly dataDir: string;
  /** 0: any free one. */
  readonly port?: number;
  /** Removed when the server ends in good order. */
  readonly scratch?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** True: as a distribution runs, with its compiler and collector: slow to start and fast after a minute. Default: quick to start, which tests are. */
  readonly lasting?: boolean;
}

/**
 * Starts a real server: 5 to 15 s, 300 to 420 MB. It ends with this process, however that ends: its stdin is our pipe.
 * Holds nothing open: a test run may end without stopping it.
 */
export async function startServer(runnable: Runnable, { dataDir, port = 0, scratch, settings = {}, lasting = false }: StartOptions): Promise<Server> {
  const home = await prepareServer(runnable.version, runnable.jdk);
  mkdirSync(dataDir, { recursive: true });
  const given = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  const child = spawn(
    join(runnable.jdk.home, 'bin', 'java'),
    [
      ...(lasting ? LASTING : QUICK),
      ...javaArgs(home, runnable),
      ...(scratch === undefined ? [] : [`-DdeleteWhenDone=${scratch}`]),
      'TestNode',
      home,
      dataDir,
      String(port),
      ...given,
    ],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    }
  );
  child.stdin.on('error', () => undefined);
  const started = await firstWords(child);
  for (const open of [child, child.stdin, child.stdout, child.stderr]) (open as unknown as { unref?: () => void }).unref?.();
  return {
    ...started,
    stop: () => ended(child, () => child.stdin.end()),
    kill: () => ended(child, () => child.kill('SIGKILL')),
  };
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exit = once(child, 'exit');
  end();
  await exit;
}

async function firstWords(child: ChildProcess): Promise<{ url: string; pid: number }> {
  let said = '';
  child.stderr?.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-4_000)));
  const lines = createInterface({ input: child.stdout! });
  const start = new Promise<{ url: string; pid: number }>((resolve, reject) => {
    lines.on('line', (line) => {
      const [, url, pid] = /^started (\S+) pid (\d+)/.exec(line) ?? [];
      if (url !== undefined) resolve({ url, pid: Number(pid) });
      else said = `${said}${line}\n`.slice(-4_000);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it answered:\n${said}`)));
  });
  return start;
}

const QUICK = ['-Xms768m', '-Xmx768m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
const LASTING = ['-Xms2g', '-Xmx2g', '-XX:+UseG1GC'];

function javaArgs(home: string, { version, jdk }: Runnable): string[] {
  const native = ['org.elasticsearch.nativeaccess', 'org.apache.lucene.core', ...(version.startsWith('8.') ? [] : ['org.elasticsearch.foreign'])];
  const modules = ['jdk.net', ...(jdk.version >= 21 ? ['jdk.incubator.vector'] : []), 'ALL-MODULE-PATH'];
  return [
    ...['--module-path', join(home, 'lib'), '--add-modules', modules.join(), '-cp', join(home, 'classes'), `--enable-native-access=${native.join()}`],
    ...[`-Des.path.home=${home}`, '-Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false', '-Djava.awt.headless=true'],
    ...['-Dio.netty.noUnsafe=true', '-Dlog4j2.disable.jmx=true', '-Dlog4j.shutdownHookEnabled=false'],
  ];
}
