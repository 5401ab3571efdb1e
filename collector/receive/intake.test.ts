import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DAY } from '../../pkg/model';
import { sourceNamed } from '../sources/registry';
import { sshd } from '../sources/sshd/parse';
import { openIntake, type OpenIntake } from '../testing/open-intake';
import type { RawRecord } from './intake';

const ecs = sourceNamed('ecs');
const NOW = Date.UTC(2026, 10, 24, 12);
let at: OpenIntake;
beforeEach(async () => void (at = await openIntake(() => NOW)));
afterEach(async () => await at.close());

const record = (user: string, time = NOW): RawRecord => ({
  bytes: Buffer.from(`{"@timestamp":"${new Date(time).toISOString()}","user":{"name":"${user}"}}`),
  source: ecs,
  origin: user,
  place: 'test',
});

test('batches of several sources: what was accepted is in the log, the rest is counted and kept', async () => {
  const line = 'Nov 24 11:59:00 web1 sshd[77]: Accepted password for bo from 10.0.0.9 port 22 ssh2';
  const batch = [record('ada'), { ...record('bo'), bytes: Buffer.from(line), source: sshd }, { ...record('x'), bytes: Buffer.from('nonsense') }];
  expect(await at.intake.take(batch, 'live')).toEqual({ accepted: 2, dropped: 0, rejected: 1, reason: expect.stringContaining('JSON') as string });
  expect(at.events().map((event) => [event['habitus.source'], event['user.name']])).toEqual([
    ['ecs', 'ada'],
    ['sshd', 'bo'],
  ]);
  expect(at.letters()).toMatchObject([{ code: 'HAB-PARSE-003', source: 'ecs', place: 'test', origin: 'x', raw: 'nonsense' }]);
});

test('live events are of now; those of a file are of any time', async () => {
  expect(await at.intake.take([record('ada', NOW - 30 * DAY)], 'live')).toMatchObject({ accepted: 0, rejected: 1 });
  expect(await at.intake.take([record('ada', NOW - 30 * DAY)], 'any')).toMatchObject({ accepted: 1 });
});

test('what becomes too large together is taken in parts', async () => {
  const small = await openIntake(() => NOW, undefined, 1024 * 1024);
  const line = `Nov 24 11:59:00 web1 sshd[77]: message repeated 1000 times: [ Accepted password for ${'u'.repeat(20)} from 10.0.0.9 port 22 ssh2]`;
  const batch = Array.from({ length: 4 }, (_, index) => ({ ...record(String(index)), bytes: Buffer.from(line), source: sshd }));
  await expect(small.intake.take(batch, 'any')).rejects.toThrow(/HAB-RECV-002/);
  expect(small.log.bytes).toBe(0);
  await small.intake.takeParts(batch, 'any');
  expect([small.log.bytes > 1024 * 1024, small.events().length]).toEqual([true, 4_000]);
  expect(small.tally.report.dropped).toEqual({});
  await small.close();
});

test('a dead letter that cannot be written is no reason to send the events again', async () => {
  mkdirSync(join(at.dir, 'dead-letters', 'dead-letters.ndjson'), { recursive: true });
  expect(await at.intake.take([record('ada'), { ...record('x'), bytes: Buffer.from('nonsense') }], 'live')).toMatchObject({ accepted: 1, rejected: 1 });
  expect(at.tally.report.deadLettered).toEqual({ 'HAB-PARSE-003': 1 });
});
