import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DAY, HOUR } from '../../../pkg/model';
import { compile, shippedFeatures } from '../../../pkg/observe';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import type { RollUp, Store } from '../../../pkg/store/store';
import type { Metric } from '../../metric';
import { inScratch, seconds } from '../../scratch';
import { atLeast, atMost, measured, quantile } from '../../spread';
import { signInLines } from './lines';

const SEED = 12_345;
const FROM = Date.UTC(2026, 0, 5);
const LARGE: Segments = { segments: 10, lines: 30_000 };
const SMALL: Segments = { segments: 30, lines: 2_000 };
const ROLL_UPS = 20_000;

/** The embedded store on its own: segments of the write-ahead log into rows, a second delivery, the questions of the shipped features, roll-ups. */
export async function run(): Promise<Metric[]> {
  const results = await measured(() => inScratch(oneRun));
  const about = { seed: SEED };
  return [
    atLeast('segments of 30,000 events into rows', results.large ?? [], 'events/s', 100_000, about),
    atLeast('segments of 2,000 events into rows', results.small ?? [], 'events/s', 40_000, about),
    atLeast('the same segments, delivered again', results.again ?? [], 'events/s', 100_000, about),
    atMost('count of a shipped feature over a day of all rows, p95', results.count ?? [], 'ms', 200, about),
    atLeast('roll-ups written', results.write ?? [], 'rows/s', 50_000, about),
    atLeast('roll-ups read', results.read ?? [], 'rows/s', 50_000, about),
  ];
}

async function oneRun(dir: string): Promise<Record<string, number>> {
  const store = await openDuckdb({ dir, namespace: 'default', clock: Date.now });
  try {
    const lines = signInLines(LARGE.segments * LARGE.lines + SMALL.segments * SMALL.lines, FROM, SEED);
    const [large, small] = [await writeSegments(dir, lines, LARGE), await writeSegments(dir, lines, SMALL)];
    const append = async (paths: readonly string[]): Promise<number> => await seconds(() => eachOf(paths, (path) => store.events.appendFile(path)));
    return {
      large: (LARGE.segments * LARGE.lines) / (await append(large)),
      small: (SMALL.segments * SMALL.lines) / (await append(small)),
      again: (LARGE.segments * LARGE.lines + SMALL.segments * SMALL.lines) / (await append([...large, ...small])),
      count: 1_000 * (await countSeconds(store)),
      ...(await rollUpRates(store)),
    };
  } finally {
    await store.close();
  }
}

interface Segments {
  readonly segments: number;
  readonly lines: number;
}

async function writeSegments(dir: string, lines: Generator<string>, { segments, lines: each }: Segments): Promise<string[]> {
  const paths: string[] = [];
  for (let segment = 0; segment < segments; segment++) {
    const path = join(dir, `${each}-${segment}.ndjson`);
    await writeFile(path, `${[...take(lines, each)].join('\n')}\n`);
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
  return quantile(times, 0.95);
}

async function rollUpRates(store: Store): Promise<{ write: number; read: number }> {
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
  return { write: ROLL_UPS / write, read: ROLL_UPS / read };
}

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const item of stream) void item;
}

async function eachOf(paths: readonly string[], work: (path: string) => Promise<unknown>): Promise<void> {
  for (const path of paths) await work(path);
}
