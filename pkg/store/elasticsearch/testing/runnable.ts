import { findJdks, onPath, type Jdk } from './jdk';
import { isPrepared } from './server-home';

/** A version of the server that this machine can run. */
export interface Runnable {
  readonly version: string;
  readonly jdk: Jdk;
}

/** The two lines that users run, newest first, with the JDKs each runs on. */
const LINES = [
  { version: '9.5.3', oldest: 21, newest: 99 },
  { version: '8.19.21', oldest: 17, newest: 24 },
] as const;

/** What can run here, of the versions that begin with HABITUS_TEST_ELASTICSEARCH_VERSION where that is set; empty without a JDK 17+ or without Maven to fetch the server. */
export function runnableServers(jdks: readonly Jdk[] = findJdks(), hasMaven: boolean = onPath('mvn') !== undefined): Runnable[] {
  const wanted = process.env['HABITUS_TEST_ELASTICSEARCH_VERSION'] ?? '';
  return LINES.filter(({ version }) => version.startsWith(wanted)).flatMap(({ version, oldest, newest }) => {
    const jdk = jdks.find((each) => each.version >= oldest && each.version <= newest);
    return jdk !== undefined && (hasMaven || isPrepared(version)) ? [{ version, jdk }] : [];
  });
}
