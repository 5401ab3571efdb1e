import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../pkg/maths';
import { openDuckdb } from '../../pkg/store/duckdb/open';
import { createCollector } from '../create';
import { encodeLogs, text } from '../testing/otlp-oracle';
import { OtlpIntake } from '../receive/otlp/intake';
import { Tally } from '../tally';
import { DeadLetters } from './dead-letters';
import { WriteAheadLog } from './write-ahead-log';

const SEED = 612;
const NOW = Date.UTC(2026, 10, 24, 12);
let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'habitus-mend-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const GROUPS = 30;
const EACH = 4;

/** Acknowledges events of which nothing is delivered. @returns the segment */
async function acknowledged(): Promise<string> {
  const { log } = await WriteAheadLog.open(join(dir, 'wal'));
  const intake = new OtlpIntake(
    log,
    new DeadLetters(join(dir, 'none')),
    new Tally(),
    () => NOW,
    () => undefined
  );
  for (let group = 0; group < GROUPS; group++) {
    const records = Array.from({ length: EACH }, (_, n) => ({
      timeUnixNano: `${NOW}000000`,
      eventName: `${group}-${n}`,
      attributes: [text('user.name', 'Zo\u00eb'), text('message', '{"habitus.wal":{"lines":1}}')],
    }));
    expect(await intake.take(encodeLogs(records), 'protobuf')).toMatchObject({ rejected: 0 });
  }
  await log.close();
  const [segment = '', ...more] = readdirSync(join(dir, 'wal'));
  expect(more).toEqual([]);
  return join(dir, 'wal', segment);
}

/** The next process on the same folder. */
async function started(): Promise<{ stored: string[]; refused: number; mended: unknown; walBytes: number }> {
  const store = await openDuckdb({ dir, namespace: 'default', clock: () => NOW, memoryLimit: '256MB' });
  const collector = await createCollector({ store, dir, clock: () => NOW });
  await collector.flush();
  const { deadLettered, walMended, walBytes } = collector.status();
  const found = await store.events.find({ from: 0, to: NOW * 2, limit: 1_000 });
  await collector.stop();
  await store.close();
  rmSync(join(dir, 'default'), { recursive: true });
  return {
    stored: found.map((event) => String((event as { event?: { action?: unknown } }).event?.action)),
    refused: Object.values(deadLettered).reduce((sum, one) => sum + one, 0),
    mended: walMended,
    walBytes,
  };
}

test(`a byte that flips anywhere costs at most the events it stands in, and is said (seed ${SEED})`, async () => {
  const segment = await acknowledged();
  const whole = readFileSync(segment);
  const random = seededRandom(SEED);
  for (let round = 0; round < 6; round++) {
    const at = round === 0 ? whole.indexOf('{"habitus.wal":') : Math.floor(random() * whole.length);
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    writeFileSync(segment, flipped);
    const { stored, refused, mended, walBytes } = await started();
    const place = `byte ${at}: ${whole.subarray(Math.max(0, at - 20), at + 20).toString()}`;
    expect({ place, stored: stored.length >= GROUPS * EACH - 2, kept: stored.length + refused >= GROUPS * EACH - 1, walBytes }).toEqual({
      place,
      stored: true,
      kept: true,
      walBytes: 0,
    });
    expect(mended).toEqual({ torn: expect.any(Number) as number, damaged: expect.any(Number) as number });
  }
});

test('what the disk replaced by zeroes costs what stood there, and no more', async () => {
  const segment = await acknowledged();
  const bytes = readFileSync(segment);
  bytes.fill(0, 2_000, 2_512);
  writeFileSync(segment, bytes);
  const { stored, mended } = await started();
  expect(stored.length).toBeGreaterThan(GROUPS * EACH - 8);
  expect(mended).toMatchObject({ torn: 0 });
});

test('a log in good order says nothing', async () => {
  await acknowledged();
  expect(await started()).toEqual({ stored: expect.arrayContaining(['0-0', '29-3']) as string[], refused: 0, mended: undefined, walBytes: 0 });
});

test('a segment that is full gets nothing more, and is handed over', async () => {
  const { log } = await WriteAheadLog.open(dir);
  const large = Buffer.from(`{"habitus.id":"1","a":"${'x'.repeat(40 * 1024 * 1024)}"}\n`);
  await log.append(large, 1);
  expect([log.hasReady, log.segments]).toEqual([false, 1]);
  await log.append(large, 1);
  expect([log.hasReady, log.takeReady().length, log.filling]).toEqual([true, 1, undefined]);
  await log.close();
});
