import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export interface Jdk {
  readonly home: string;
  readonly version: number;
}

/** The JDKs of this machine, with a compiler: JAVA_HOME first, then the one in the path, then those in /usr/lib/jvm. */
export function findJdks(env: NodeJS.ProcessEnv = process.env): Jdk[] {
  const folder = '/usr/lib/jvm';
  const installed = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const javac = onPath('javac', env);
  const candidates = [env['JAVA_HOME'], javac === undefined ? undefined : dirname(dirname(realpathSync(javac))), ...installed];
  return candidates.flatMap((home) => (home === undefined ? [] : jdkAt(home)));
}

/** Where a program lies in the path. */
export function onPath(program: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return (env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}

/** Every JDK has a file `release` that says its version. */
function jdkAt(home: string): Jdk[] {
  const release = join(home, 'release');
  if (!existsSync(release) || !existsSync(join(home, 'bin', 'javac'))) return [];
  const version = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'))?.[1];
  return version === undefined ? [] : [{ home, version: Number(version) }];
}
