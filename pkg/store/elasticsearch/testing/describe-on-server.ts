import { runnableServers, type Runnable } from './runnable';
import { sharedServer } from './shared-server';

/** How a suite gets its server. */
export interface OnServer {
  /** As `Elasticsearch 9.5.3`. */
  readonly name: string;
  /** To be called in a hook or test: starts it when nobody has. */
  url(): Promise<string>;
}

/**
 * Runs a suite on every server line that this machine can run, or on HABITUS_TEST_ELASTICSEARCH_URL where that is set.
 * Where there is neither, it is skipped by name; with CI set it fails instead.
 *
 * @param lines `newest`: only the newest that runs here, for suites where the line makes no difference
 */
export function describeOnElasticsearch(name: string, lines: 'all' | 'newest', suite: (server: OnServer) => void): void {
  const given = process.env['HABITUS_TEST_ELASTICSEARCH_URL'];
  if (given !== undefined && given !== '') {
    describe(`${name}, the server of HABITUS_TEST_ELASTICSEARCH_URL`, () => suite({ name: 'elasticsearch', url: () => Promise.resolve(given) }));
    return;
  }
  const all = runnableServers();
  const servers = lines === 'all' ? all : all.slice(0, 1);
  for (const server of servers) describe(`${name}, Elasticsearch ${server.version}`, () => suite(sharedOf(server)));
  if (servers.length === 0) missing(name);
}

/** Runs a suite that starts servers of its own, to kill them. Skipped as {@link describeOnElasticsearch} does. */
export function describeWithOwnServer(name: string, suite: (runnable: Runnable) => void): void {
  const [newest] = runnableServers();
  if (newest === undefined) missing(name);
  else describe(`${name}, Elasticsearch ${newest.version}`, () => suite(newest));
}

const NEEDS = 'needs a JDK 17+ and Maven, or HABITUS_TEST_ELASTICSEARCH_URL';

function missing(name: string): void {
  if ((process.env['CI'] ?? '') === '') {
    // jest names what it skipped only when it is asked to be verbose.
    process.stderr.write(`skipped: ${name}, against a real Elasticsearch: ${NEEDS}\n`);
    test.skip(`${name}: ${NEEDS}`, () => undefined);
    return;
  }
  test(`${name}: with CI set it must not be skipped`, () => {
    throw new Error(`This suite ${NEEDS}.`);
  });
}

function sharedOf(runnable: Runnable): OnServer {
  return { name: `Elasticsearch ${runnable.version}`, url: () => sharedServer(runnable) };
}
