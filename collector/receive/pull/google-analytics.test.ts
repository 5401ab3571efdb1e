import { appendFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { HOUR } from '../../../pkg/model';
import { collectorSchema } from '../../config/schema';
import { openIntake, until, type OpenIntake } from '../../testing/open-intake';
import { makePulls } from './make';
import type { Pull } from './pull';

const NOON = Date.UTC(2026, 10, 24, 12);
let at: OpenIntake;
let folder: string;
let pull: Pull | undefined;

beforeEach(async () => {
  at = await openIntake(() => NOON);
  folder = join(at.dir, 'bucket');
  mkdirSync(folder);
});
afterEach(async () => {
  await pull?.stop();
  await at.close();
});

const row = (batch: number, time = NOON - HOUR): string =>
  JSON.stringify({
    event_date: '20261124',
    event_timestamp: String(time * 1000),
    event_name: 'login',
    user_id: 'u-42',
    user_pseudo_id: '1.2',
    stream_id: '9',
    batch_event_index: String(batch),
  });
const lines = (...batches: number[]): string => batches.map((one) => `${row(one)}\n`).join('');

async function start(): Promise<void> {
  const [config] = collectorSchema.parse({ pull: [{ kind: 'google-analytics', folder, every: 1 }] }).pull;
  if (!config) throw new Error('expected a pull');
  [pull] = makePulls(config, { intake: at.intake, dir: at.dir, clock: () => NOON, env: {} });
  await pull?.start();
}

const distinct = (): number => new Set(at.events().map((event) => event['habitus.id'])).size;
const remembered = (): string => {
  const [cursor] = readdirSync(at.dir).includes('cursors') ? readdirSync(join(at.dir, 'cursors')) : [];
  return cursor === undefined ? '' : readFileSync(join(at.dir, 'cursors', cursor), 'utf8');
};

test('plain and packed files, folders of files, a table that is written anew, an intraday table beside it; a new process reads none of them again', async () => {
  writeFileSync(join(folder, 'events_20261123.json'), lines(1, 2));
  mkdirSync(join(folder, 'events_20261124'));
  writeFileSync(join(folder, 'events_20261124', '000000000000.json.gz'), gzipSync(lines(3, 4)));
  writeFileSync(join(folder, 'events_intraday_20261124-000000000000.json'), lines(4, 5));
  writeFileSync(join(folder, 'users_20261124.json'), lines(90));
  await start();
  await until(() => remembered().includes('intraday'));
  expect(distinct()).toBe(5);
  expect(at.events().every((event) => event['event.action'] === 'login' && event['habitus.source'] === 'google-analytics')).toBe(true);
  writeFileSync(join(folder, 'events_20261123.json'), lines(1, 2, 6));
  await until(() => distinct() === 6);
  expect(at.events()).toHaveLength(6);
  await pull?.stop();
  const before = remembered();
  await start();
  writeFileSync(join(folder, 'events_20261125.json'), lines(7));
  await until(() => distinct() === 7);
  expect(at.events()).toHaveLength(7);
  expect(JSON.parse(before)).toHaveProperty('link');
  expect(pull?.error).toBeUndefined();
});

test('half a line, which is written on; half a line, which is not: told, then a dead letter', async () => {
  const path = join(folder, 'events_20261124.json');
  writeFileSync(path, `${lines(1)}${row(2).slice(0, 40)}`);
  await start();
  await until(() => pull?.error !== undefined);
  expect(pull?.error).toMatch(/events_20261124.json: its last line is not whole yet/);
  appendFileSync(path, row(2).slice(40));
  await until(() => distinct() === 2 && pull?.error === undefined);
  expect(at.letters()).toEqual([]);
  appendFileSync(path, `\n${row(3).slice(0, 40)}`);
  await until(() => at.letters().length > 0);
  expect(at.letters()).toHaveLength(1);
  expect(distinct()).toBe(2);
});

test('a broken archive and a table in another form are told, and keep no other file waiting', async () => {
  writeFileSync(join(folder, 'events_20261122.json.gz'), gzipSync(lines(1, 2)).subarray(0, -12));
  writeFileSync(join(folder, 'events_20261123.avro'), 'Obj');
  writeFileSync(join(folder, 'events_20261124.json'), lines(3));
  await start();
  await until(() => pull?.error !== undefined);
  expect(pull?.error).toMatch(/HAB-RECV-009.*events_20261122.json.gz: .*events_20261123.avro in another form/);
  expect(at.events().map((event) => event['event.action'])).toContain('login');
  writeFileSync(join(folder, 'events_20261122.json.gz'), gzipSync(lines(1, 2)));
  await until(() => distinct() === 3);
});
