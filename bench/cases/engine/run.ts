import type { Metric } from '../../metric';
import { atMost, quantile } from '../../spread';
import { backfill } from './backfill';
import { bursts } from './burst';
import { closeHour, type ClosedHour } from './close-hour';
import { kernel } from './kernel';

const SEED = 100_000;
/** `HABITUS_BENCH_FULL=1` runs what the goals are said of: needs 24 GB of memory, 40 GB of disk and some hours. Else smaller, and reckoned up by proportion. */
const FULL = process.env.HABITUS_BENCH_FULL === '1';
const SIZES = FULL ? [1_000, 10_000, 100_000, 1_000_000] : [1_000, 10_000, 100_000];
const GOAL = 1_000_000;
const FEATURES = 8;
const PAIRS = FULL ? GOAL * FEATURES : 200_000;
const HISTORY = FULL ? { users: 10_000, days: 90 } : { users: 1_000, days: 14 };
const USER_DAYS = 10_000 * 90;
/** What an hour of many may cost an entity more than an hour of few: grows linearly. */
const LINEAR = 1.25;
const BY_PROPORTION = FULL ? '' : ', by proportion';

/** The design's four rows of the engine, what they cost by size, and how long those who ask wait meanwhile. */
export async function run(): Promise<Metric[]> {
  return [...kernelMetrics(), ...(await backfillMetrics()), ...(await hourMetrics()), ...(await burstMetrics())];
}

function kernelMetrics(): Metric[] {
  const { seconds, bytes } = kernel(PAIRS, SEED);
  const [many, what] = [(GOAL * FEATURES) / PAIRS, `1,000,000 entities x 8 features, 20 % active${BY_PROPORTION}`];
  const about = { cores: 1, seed: SEED };
  return [
    atMost(`scoring kernel, an hour of ${what}`, [seconds * many], 's', 15, about),
    atMost(`scoring kernel, states of all ${what}`, [(bytes * GOAL * FEATURES) / 1e6], 'MB', 1_500, about),
    atMost('states of count-tail and multi-bucket, an entity and feature', [bytes], 'bytes', 785 + 874, about),
  ];
}

async function backfillMetrics(): Promise<Metric[]> {
  const { users, days } = HISTORY;
  const { took, cpu, events, delay, answer } = await backfill(users, days, SEED);
  const many = USER_DAYS / (users * days);
  const what = `backfill of ${said(users)} users x ${days} days x 10 features, ${said(events)} stored events`;
  return [
    atMost(`backfill of 10,000 users x 90 days x 10 features${BY_PROPORTION}`, [took * many], 's', 300, { seed: SEED }),
    atMost(`backfill of 10,000 users x 90 days x 10 features: processor time${BY_PROPORTION}`, [cpu * many], 'CPU s', 600, { seed: SEED }),
    atMost(what, [took], 's', 300 / many, { seed: SEED }),
    atMost(`${what}: event-loop delay, p99`, [delay], 'ms', 50, { seed: SEED }),
    atMost(`${what}: status and baseline asked meanwhile, p95`, [answer], 'ms', 200, { seed: SEED }),
  ];
}

async function hourMetrics(): Promise<Metric[]> {
  const closed: ClosedHour[] = [];
  for (const size of SIZES) closed.push(await closeHour(size, SEED));
  const [small, large] = [closed[1]!, closed.at(-1)!];
  const many = GOAL / large.entities;
  const goal = '1,000,000 entities x 8 features, 20 % active';
  return [
    atMost(`closing an hour of ${goal}${BY_PROPORTION}`, [large.took * many], 's', 60, { seed: SEED }),
    atMost(`closing an hour of ${goal}: processor time${BY_PROPORTION}`, [large.cpu * many], 'CPU s', 120, { seed: SEED }),
    atMost(`closing an hour of ${goal}: peak memory${FULL ? '' : ', by what each entity adds'}`, [peakAt(GOAL, small, large)], 'MB', 4_000, { seed: SEED }),
    atMost(
      `processor time of an entity, ${said(large.entities)} against ${said(small.entities)}: 1 is linear`,
      [large.cpu / large.entities / (small.cpu / small.entities)],
      'times',
      LINEAR,
      { seed: SEED }
    ),
    ...closed.flatMap((hour) => sizeMetrics(hour)),
  ];
}

/** What the process takes for itself, and what each entity adds to it: the line through two sizes. */
function peakAt(entities: number, small: ClosedHour, large: ClosedHour): number {
  return large.peak + ((entities - large.entities) * (large.peak - small.peak)) / (large.entities - small.entities);
}

function sizeMetrics({ entities, took, cpu, state, peak, delay }: ClosedHour): Metric[] {
  const what = `an hour of ${said(entities)} entities x 8 features`;
  return [
    atMost(`closing ${what}`, [took], 's', Math.max(1, (60 * entities) / GOAL), { seed: SEED }),
    atMost(`closing ${what}: processor time`, [cpu], 'CPU s', Math.max(2, (120 * entities) / GOAL), { seed: SEED }),
    atMost(`closing ${what}: peak memory of the process`, [peak], 'MB', Math.max(500, (4_000 * entities) / GOAL), { seed: SEED }),
    atMost(`closing ${what}: event-loop delay, p99`, [delay], 'ms', 50, { seed: SEED }),
    atMost(`stored state of ${what}`, [state], 'bytes an entity', FEATURES * 785, { seed: SEED }),
  ];
}

async function burstMetrics(): Promise<Metric[]> {
  const waits = await bursts(SEED);
  const what = 'receipt of a burst to its anomaly in a query';
  return [
    atMost(`${what}, p95 of ${waits.length}`, [quantile(waits, 0.95)], 's', 45, { seed: SEED }),
    atMost(`${what}, longest of ${waits.length}`, [Math.max(...waits)], 's', 60, { seed: SEED }),
  ];
}

function said(number: number): string {
  return number.toLocaleString('en-US');
}
