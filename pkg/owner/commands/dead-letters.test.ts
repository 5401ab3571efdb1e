import type { Collector } from '../../../collector/collector';
import type { KeptLetter } from '../../../collector/deliver/dead-letters';
import { RecordedIo } from '../testing/doubles';
import type { Habitus } from '../habitus';
import { deadLetters } from './dead-letters';

const LETTERS: KeptLetter[] = ['one', 'two'].map((id) => ({
  id,
  at: '2026-11-24T12:00:00.000Z',
  source: 'ecs',
  place: 'webhook \u001b[31mecs',
  code: 'HAB-PARSE-003',
  reason: 'expected JSON',
  raw: '\u001b]0;evil\u0007',
  encoding: 'utf8',
  cutFrom: 10_000,
}));

function habitus(refused: Record<string, number> = {}): Habitus {
  const letters: Collector['letters'] = {
    list: async function* () {
      yield* await Promise.resolve(LETTERS);
    },
    replay: () => Promise.resolve({ tried: 2, replayed: 1, refused }),
    remove: (ids) => Promise.resolve(ids.length),
  };
  return { collector: { letters, flush: () => Promise.resolve() } } as unknown as Habitus;
}

test('list: at most so many, counts of all, and nothing that steers a terminal', async () => {
  const io = new RecordedIo();
  expect(await deadLetters(habitus(), { action: 'list', selection: {}, limit: 1 }, io)).toBe(0);
  expect(io.stdout).toMatch(/^one {2}2026-11-24T12:00:00\.000Z {2}HAB-PARSE-003 {2}ecs {2}webhook .*cut from 10,000 bytes\n {2}expected JSON\n/);
  expect(io.stdout).not.toContain('\u001b');
  expect(io.stderr).toContain('HAB-PARSE-003');
});

test('list --json: whole letters', async () => {
  const io = new RecordedIo(true);
  await deadLetters(habitus(), { action: 'list', selection: {} }, io);
  expect(
    io.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
  ).toEqual(LETTERS);
});

test('replay ends in 1 when some are refused again', async () => {
  const io = new RecordedIo();
  expect(await deadLetters(habitus({ 'HAB-PARSE-003': 1 }), { action: 'replay', selection: {} }, io)).toBe(1);
  expect(io.stdout).toMatch(/^1 of 2 dead letters replayed; refused again: .*HAB-PARSE-003.*\.\n$/);
  expect(await deadLetters(habitus(), { action: 'replay', selection: {} }, new RecordedIo())).toBe(0);
});

test('drop tells how many', async () => {
  const io = new RecordedIo(true);
  expect(await deadLetters(habitus(), { action: 'drop', selection: {} }, io)).toBe(0);
  expect(io.stdout).toBe('{"dropped":2}\n');
});
