import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describeOnElasticsearch } from '../store/elasticsearch/testing/describe-on-server';
import { InPlaceOfDuckdb } from '../store/elasticsearch/testing/in-place-of-duckdb';

jest.setTimeout(300_000);

const ROOT = join(__dirname, '..', '..');
/** What the embedded store says of itself alone, and what names its store outright or looks into its files. */
const OF_ONE_STORE = [
  'pkg/store/',
  'pkg/owner/',
  'pkg/engine/workers/',
  'collector/deliver/drain.test.ts',
  'collector/deliver/mend.test.ts',
  'collector/protect/scan.test.ts',
];

/** Every suite that opens the embedded store, from a sender's request to a case: the same must hold on a cluster. */
function suites(): string[] {
  const files = ['collector', 'pkg'].flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) => join(ROOT, room, file))
  );
  return files
    .filter((file) => file.endsWith('.test.ts') && !OF_ONE_STORE.some((folder) => relative(ROOT, file).startsWith(folder)))
    .filter((file) => /store\/duckdb\/open'/.test(readFileSync(file, 'utf8')))
    .sort();
}

const mockStores = new InPlaceOfDuckdb();
jest.mock('../store/duckdb/open', () => ({ openDuckdb: (options: Parameters<InPlaceOfDuckdb['open']>[0]) => mockStores.open(options) }));

describeOnElasticsearch('every suite of collector and engine that has a store', 'newest', (server) => {
  mockStores.use(server);
  describe.each(suites().map((file) => relative(ROOT, file)))('%s', (suite) => {
    jest.requireActual<object>(join(ROOT, suite));
  });
});
