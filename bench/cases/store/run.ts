import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR } from '../../../pkg/model';
import { compile, shippedFeatures } from '../../../pkg/observe';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import type { RollUp, Store } from '../../../pkg/store/store';
import type { Metric } from '../../metric';
import { signInLines } from './lines';

const SEED = 12_345;
const FROM = Date.UTC(2026, 0, 5);
const SEGMENTS = 10;
const LINES_A_SEGMENT = 30_000;
const ROLL_UPS = 20_000;

/** The embedded store on its own: segments of the write-ahead log into rows, a second delivery, the questions of the shipped features, roll-ups. */
export async function run(): Promise<Metric[]> {
  const dir = await mkdtemp(join(tmpdir(), 'habitus-bench-store-'));
  const store = await openDuckdb({ dir, namespace: 'default', clock: Date.now });
  try {
    const segments = await writeSegments(dir);
    const append = await seconds(() => eachOf(segments, (path) => store.events.appendFile(path)));
    const again = await seconds(() => eachOf(segments, (path) => store.events.appendFile(path)));
    const rollUps = await rollUpSeconds(store);
    return [
      atLeast('appendFile', (SEGMENTS * LINES_A_SEGMENT) / append, 'lines/s', 100_000),
      atLeast('appendFile, all delivered before', (SEGMENTS * LINES_A_SEGMENT) / again, 'lines/s', 100_000),
      atMost('count of a shipped feature over all rows, p95', 1_000 * (await countSeconds(store)), 'ms', 200),
      atLeast('roll-ups written', ROLL_UPS / rollUps.write, 'rows/s', 50_000),
      atLeast('roll-ups read', ROLL_UPS / rollUps.read, 'rows/s', 50_000),
    ];
  } finally {
    await store.close();
    await rm(dir, { recursive: true });
  }
}

async function writeSegments(dir: string): Promise<string[]> {
  const lines = signInLines(SEGMENTS * LINES_A_SEGMENT, FROM, SEED);
  const paths: string[] = [];
  for (let segment = 0; segment < SEGMENTS; segment++) {
    const path = join(dir, `segment-${segment}.ndjson`);
    await writeFile(path, `${[...take(lines, LINES_A_SEGMENT)].join('\n')}\n`);
    paths.push(path);
  }
  return paths;
}

function* take<T>(items: Generator<T>, count: number): Generator<T> {
  for (let left = count; left > 0; left--) {
    const next = items.next();
    if (next.done === true) return;
    yield next.value;
  }
}

/** 95th percentile over the shipped features, three rounds each. */
async function countSeconds(store: Store): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    for (const feature of shippedFeatures()) {
      times.push(await seconds(async () => drain(store.events.count(compile(feature, 'default', FROM, FROM + DAY)))));
    }
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.95)] ?? NaN;
}

async function rollUpSeconds(store: Store): Promise<{ write: number; read: number }> {
  const rows: RollUp[] = Array.from({ length: ROLL_UPS }, (_, i) => ({
    entity: { type: 'user', id: `user${i}` },
    feature: 'logins-failed-per-user',
    featureVersion: 1,
    day: FROM,
    width: HOUR,
    observed: Float64Array.from({ length: 24 }, (__, hour) => (i * hour) % 7),
    expected: Float64Array.from({ length: 24 }, (__, hour) => i / (hour + 3)),
    lower: new Float64Array(24),
    upper: new Float64Array(24).fill(9),
  }));
  const write = await seconds(() => store.observations.write(rows));
  const read = await seconds(() => drain(store.observations.read({ from: FROM, to: FROM + DAY })));
  return { write, read };
}

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const item of stream) void item;
}

async function eachOf(paths: readonly string[], work: (path: string) => Promise<unknown>): Promise<void> {
  for (const path of paths) await work(path);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

function atLeast(metric: string, value: number, unit: string, goal: number): Metric {
  return { metric, value: Math.round(value), unit, goal, met: value >= goal, seed: SEED };
}

function atMost(metric: string, value: number, unit: string, goal: number): Metric {
  return { metric, value: Math.round(value * 10) / 10, unit, goal, met: value <= goal, seed: SEED };
}
