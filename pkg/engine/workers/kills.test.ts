import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { seededRandom } from '../../maths';
import { DAY, HOUR } from '../../model';
import { shippedFeatures } from '../../observe';
import { detectCapabilities } from '../../store/elasticsearch/capabilities';
import { connect } from '../../store/elasticsearch/connection';
import { installTemplates } from '../../store/elasticsearch/install';
import { openDuckdb } from '../../store/duckdb/open';
import { openElasticsearch } from '../../store/elasticsearch/open';
import { describeOnElasticsearch } from '../../store/elasticsearch/testing/describe-on-server';
import type { Store } from '../../store/store';
import { createEngine } from '../create';
import { office } from '../testing/office';
import { readHead } from './head';
import { writtenIn } from './testing/one-result';

const SEED = Number(process.env['HABITUS_SOAK_SEED'] ?? 7);
const IS_LONG = process.env['HABITUS_SOAK'] === 'engine-workers';
const DAYS = IS_LONG ? 10 : 1;
/** Then they are left alone, so that it ends. */
const FAULTS = IS_LONG ? 30 : 3;
/** A fault may come while the one before is not over yet. */
const FAULTS_EVERY = IS_LONG ? 1_000 : 2_500;
const MONDAY = Date.UTC(2026, 2, 2);
const END = MONDAY + DAYS * DAY;
/** What a live worker closes: all but the hour that may still get events. */
const CLOSED = END - HOUR;
const NAMES = ['logins-failed-per-user', 'logins-succeeded-per-user', 'networks-per-user'];
const FEATURES = shippedFeatures().filter(({ id }) => NAMES.includes(id));
const RUN = Date.now().toString(36);
const LIMIT = IS_LONG ? 300_000 : 120_000;
jest.setTimeout(LIMIT + 60_000);

describeOnElasticsearch(`three workers, killed and paused by turns (seed ${SEED})`, 'newest', (server) => {
  const program = join(__dirname, '../../../node_modules/.cache/engine-worker-process.js');
  let url: string;
  beforeAll(async () => {
    buildSync({
      entryPoints: [join(__dirname, 'testing/worker-process.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      packages: 'external',
      logLevel: 'error',
    });
    url = await server.url();
    const client = connect({ nodes: [url] });
    await installTemplates(client, await detectCapabilities(client));
    await client.close();
  });

  const open = (namespace: string): Promise<Store> => openElasticsearch({ nodes: [url], namespace, clock: () => END });
  const lines = (): Buffer => {
    const signIns = office(MONDAY, DAYS, SEED);
    for (let n = 0; n < 80; n++) signIns.add(MONDAY + DAYS * DAY - 4 * HOUR + n * 30_000, 'p7', 'failure', '203.0.113.0/24');
    // What is to be closed ends with the newest event.
    return signIns.add(CLOSED - HOUR / 2, 'p1', 'success', '10.0.1.0/24').bytes();
  };
  const start = (namespace: string): ChildProcess =>
    spawn(process.execPath, [program, url, namespace, String(END), NAMES.join()], { stdio: ['ignore', 'ignore', 'inherit'] });

  test('nothing is learnt twice, no anomaly is doubled or lost against one worker that nothing happened to', async () => {
    const random = seededRandom(SEED);
    const namespace = `kills-${RUN}`;
    const store = await open(namespace);
    await store.events.append(lines());
    const workers = [start(namespace), start(namespace), start(namespace)];
    let [kills, pauses] = [0, 0];
    const deadline = Date.now() + LIMIT;
    try {
      while (!(await isDone(store)) && Date.now() < deadline) {
        await sleep(FAULTS_EVERY * (0.5 + random()));
        if (kills + pauses >= FAULTS) continue;
        const at = Math.floor(random() * workers.length);
        const worker = workers[at]!;
        if (random() < 0.5) {
          worker.kill('SIGKILL');
          workers[at] = start(namespace);
          kills++;
        } else {
          worker.kill('SIGSTOP');
          // Beyond its time to live: others take over, then it goes on where it stood.
          setTimeout(() => worker.kill('SIGCONT'), 7_000);
          pauses++;
        }
      }
      expect(await isDone(store)).toBe(true);
      // Those that stood still may write now, late.
      await sleep(1_000);
    } finally {
      for (const worker of workers) await ended(worker);
    }
    expect(kills + pauses).toBeGreaterThanOrEqual(IS_LONG ? 10 : 1);
    process.stderr.write(`workers: ${kills} kills, ${pauses} pauses\n`);
    const survived = await writtenIn(store, END);
    expect((survived as { anomalies: unknown[] }).anomalies.length).toBeGreaterThan(0);
    expect(survived).toEqual(await calm(namespace, lines()));
    await store.close();
  });
});

/** What one engine gives that nothing happens to. */
async function calm(namespace: string, lines: Buffer): Promise<object> {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-calm-'));
  const store = await openDuckdb({ dir, namespace, clock: () => END });
  try {
    await store.events.append(lines);
    const engine = await createEngine({ store, features: FEATURES, clock: () => END, namespace });
    await engine.backfill({ until: CLOSED });
    return await writtenIn(store, END);
  } finally {
    await store.close();
    rmSync(dir, { recursive: true });
  }
}

async function isDone(store: Store): Promise<boolean> {
  // An index that is just being made answers nothing yet.
  const { head } = await readHead(store.records).catch(() => ({ head: undefined }));
  return head !== undefined && head.until >= CLOSED;
}

async function ended(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, 'exit');
  worker.kill('SIGKILL');
  await gone;
}
