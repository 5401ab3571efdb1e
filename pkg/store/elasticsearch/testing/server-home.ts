import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Jdk } from './jdk';

/** The folder of Habitus, also from a bundle below its node_modules, as benches are. */
const ROOT = rootAbove(__dirname);
const SOURCES = join(ROOT, 'pkg', 'store', 'elasticsearch', 'testing', 'server');
const READY = '.ready';

/** Where the server of a version lies: below node_modules, so that it goes with the checkout and is never committed. */
export function serverHome(version: string): string {
  return join(ROOT, 'node_modules', '.cache', 'habitus-elasticsearch', version);
}

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) || folder === dirname(folder) ? folder : rootAbove(dirname(folder));
}

/** Prepared, and from the launcher as it is now. */
export function isPrepared(version: string): boolean {
  const ready = join(serverHome(version), READY);
  return existsSync(ready) && readFileSync(ready, 'utf8') === sources();
}

function sources(): string {
  const hash = createHash('sha256');
  for (const file of ['pom.xml', 'TestNode.java']) hash.update(readFileSync(join(SOURCES, file)));
  return hash.digest('hex');
}

/**
 * Fetches the server through Maven and compiles the launcher, once per checkout: 11 to 60 s the first time, nothing later.
 * Two processes that want it at once wait for each other.
 */
export async function prepareServer(version: string, jdk: Jdk): Promise<string> {
  const home = serverHome(version);
  mkdirSync(home, { recursive: true });
  const lock = join(home, '.preparing');
  while (!isPrepared(version)) {
    if (!takes(lock)) {
      await sleep(500);
      continue;
    }
    try {
      prepare(home, version, jdk);
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
  return home;
}

const STALE = 5 * 60_000;

function takes(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > STALE) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function prepare(home: string, version: string, jdk: Jdk): void {
  const run = (program: string, args: readonly string[], cwd = home): void => {
    execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, JAVA_HOME: jdk.home } });
  };
  // Maven writes beside its pom; ours stays clean.
  cpSync(join(SOURCES, 'pom.xml'), join(home, 'pom.xml'));
  run('mvn', ['-q', '-B', '-f', join(home, 'pom.xml'), `-Dserver.version=${version}`, `-Dserver.home=${home}`, 'initialize']);
  run(join(jdk.home, 'bin', 'javac'), [
    '-proc:none',
    '--module-path',
    join(home, 'lib'),
    '--add-modules',
    'ALL-MODULE-PATH',
    '-d',
    join(home, 'classes'),
    join(SOURCES, 'TestNode.java'),
  ]);
  // The jar carries descriptors that the server wants beside it.
  const transport = join(home, 'modules', 'transport-netty4');
  run(join(jdk.home, 'bin', 'jar'), ['-xf', join(transport, `transport-netty4-${version}.jar`), 'META-INF/es-plugins'], transport);
  cpSync(join(transport, 'META-INF', 'es-plugins', 'transport-netty4'), transport, { recursive: true });
  rmSync(join(transport, 'META-INF'), { recursive: true });
  mkdirSync(join(home, 'plugins'), { recursive: true });
  mkdirSync(join(home, 'config'), { recursive: true });
  writeFileSync(join(home, 'config', 'log4j2.properties'), LOGGING);
  linkZstd(home);
  writeFileSync(join(home, READY), sources());
}

const LOGGING = `appender.c.type=Console
appender.c.name=c
appender.c.layout.type=PatternLayout
appender.c.layout.pattern=%d{HH:mm:ss,SSS} %-5p %c{1.} %m%n
rootLogger.level=warn
rootLogger.appenderRef.c.ref=c
`;

/** The distribution ships zstd for best_compression; the system's own has the same interface. */
function linkZstd(home: string): void {
  const zstd = zstdPath();
  if (zstd === undefined) return;
  const platform = join(home, 'lib', 'platform', process.arch === 'x64' ? 'linux-x64' : 'linux-aarch64');
  mkdirSync(platform, { recursive: true });
  rmSync(join(platform, 'libzstd.so'), { force: true });
  symlinkSync(zstd, join(platform, 'libzstd.so'));
}

function zstdPath(): string | undefined {
  const folders = ['/lib', '/usr/lib', '/usr/lib64', ...['x86_64', 'aarch64'].flatMap((arch) => [`/lib/${arch}-linux-gnu`, `/usr/lib/${arch}-linux-gnu`])];
  return folders.map((folder) => join(folder, 'libzstd.so.1')).find((path) => existsSync(path));
}
