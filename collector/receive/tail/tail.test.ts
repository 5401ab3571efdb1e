import { appendFileSync, copyFileSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openIntake, type OpenIntake } from '../../testing/open-intake';
import { sshd } from '../../sources/sshd/parse';
import { FileTail, type TailFiles, type TailOptions } from './tail';

const NOW = Date.UTC(2026, 10, 24, 12);
let at: OpenIntake;
let logs: string;
let tails: FileTail[];

beforeEach(async () => {
  at = await openIntake(() => NOW);
  logs = join(at.dir, 'logs');
  mkdirSync(logs);
  tails = [];
});
afterEach(async () => {
  for (const tail of tails) {
    await tail.stop();
    await tail.stop();
  }
  await at.close();
});

async function tail(pattern = '*.log', { leaving = 0, ...files }: Partial<TailFiles> & Pick<TailOptions, 'leaving'> = {}): Promise<FileTail> {
  const made = new FileTail(at.intake, {
    files: [{ paths: [join(logs, pattern)], ...files }],
    cursors: join(at.dir, 'cursors', 'tail.json'),
    clock: Date.now,
    every: 3_600_000,
    look: 0,
    leaving,
  });
  tails.push(made);
  await made.start();
  return made;
}

let next = 0;
beforeEach(() => (next = 0));
/** Lines with users u0, u1, …, as many as asked for. */
function lines(count: number, filler = 60): string {
  return Array.from({ length: count }, () => `{"@timestamp":"2026-03-01T11:00:00Z","user":{"name":"u${next++}"},"message":"${'x'.repeat(filler)}"}\n`).join('');
}
const users = (): string[] => at.events().map((event) => String(event['user.name']));
const expected = (): string[] => Array.from({ length: next }, (_, index) => `u${index}`);
const file = (name: string): string => join(logs, name);
/** All lines, in order, each with one id. */
function expectAll(): void {
  expect(users()).toEqual(expected());
  expect(new Set(at.events().map((event) => event['habitus.id'])).size).toBe(next);
}

test('lines are read when they are whole, in files that are there and that come', async () => {
  writeFileSync(file('a.log'), lines(3));
  const one = await tail();
  expectAll();
  const [first = '', second = ''] = [lines(1), lines(1)];
  appendFileSync(file('a.log'), first.slice(0, 20));
  await one.round();
  expect(users()).toHaveLength(3);
  appendFileSync(file('a.log'), first.slice(20));
  writeFileSync(file('b.log'), second);
  await one.round();
  expectAll();
  writeFileSync(file('other.txt'), lines(1));
  await one.round();
  expect(users()).toHaveLength(5);
});

test.each([
  ['small files', 3, 5],
  ['files beyond a KiB', 40, 60],
])('renamed, and written on for a while; all patterns see the new name too: %s', async (_name, count, filler) => {
  const one = await tail('a.log*');
  writeFileSync(file('a.log'), lines(count, filler));
  await one.round();
  appendFileSync(file('a.log'), lines(count, filler));
  renameSync(file('a.log'), file('a.log.1'));
  await one.round();
  appendFileSync(file('a.log.1'), lines(count, filler));
  await one.round();
  writeFileSync(file('a.log'), lines(count, filler));
  await one.round();
  await one.round();
  expectAll();
});

test('renamed to a name that no pattern sees, and written on', async () => {
  const one = await tail('a.log', { leaving: 60_000 });
  writeFileSync(file('a.log'), lines(3));
  await one.round();
  renameSync(file('a.log'), file('a.log.1'));
  await one.round();
  appendFileSync(file('a.log.1'), lines(3));
  await one.round();
  writeFileSync(file('a.log'), lines(3));
  await one.round();
  expectAll();
});

test.each([
  ['small files', 3, 5],
  ['files beyond a KiB', 40, 60],
])('copied and truncated: what came before the copy is read in the copy, once: %s', async (_name, count, filler) => {
  const one = await tail('a.log*');
  writeFileSync(file('a.log'), lines(count, filler));
  await one.round();
  appendFileSync(file('a.log'), lines(count, filler));
  copyFileSync(file('a.log'), file('a.log.1'));
  truncateSync(file('a.log'));
  await one.round();
  appendFileSync(file('a.log'), lines(count, filler));
  await one.round();
  await one.round();
  expectAll();
});

test('truncated and at once longer than before', async () => {
  const one = await tail();
  writeFileSync(file('a.log'), lines(20));
  await one.round();
  writeFileSync(file('a.log'), lines(60));
  await one.round();
  expectAll();
});

test.each(['a.log.1', 'a-20261124.log', 'a.log.1.gz'])('rotated to %s while nobody looked', async (to) => {
  writeFileSync(file('a.log'), lines(40));
  const one = await tail('a.log');
  await one.stop();
  appendFileSync(file('a.log'), lines(30));
  const bytes = readFileSync(file('a.log'));
  rmSync(file('a.log'));
  writeFileSync(file(to), to.endsWith('.gz') ? gzipSync(bytes) : bytes);
  const rest = next;
  writeFileSync(file('a.log'), lines(5));
  await tail('a.log');
  expect(users().sort()).toEqual(expected().sort());
  expect(users().slice(40, 45)).toEqual(Array.from({ length: 5 }, (_, index) => `u${rest + index}`));
});

test('stopped and started it goes on where it was; an import gives a line the same id', async () => {
  writeFileSync(file('a.log'), lines(40));
  await (await tail()).stop();
  appendFileSync(file('a.log'), lines(40));
  await tail();
  expectAll();
  const { fingerprint } = await (await import('../file/read-file')).sampleContent(file('a.log'));
  const cursors = JSON.parse(readFileSync(join(at.dir, 'cursors', 'tail.json'), 'utf8')) as { cursors: { id: string }[] };
  expect(cursors.cursors.map(({ id }) => id)).toEqual([fingerprint]);
});

test('a file that is met under its old and its new name at once, as when it is rotated between two looks at it, is one', async () => {
  const one = await tail('a.log');
  writeFileSync(file('a.log'), lines(40));
  linkSync(file('a.log'), file('a.log.1'));
  await one.round();
  await one.round();
  expectAll();
});

test('two files that begin alike, as with a line of names, are two', async () => {
  const head = lines(1);
  next = 0;
  writeFileSync(file('a.log'), head);
  writeFileSync(file('b.log'), head);
  await tail();
  expect(users()).toEqual(['u0', 'u0']);
  expect(new Set(at.events().map((event) => event['habitus.id'])).size).toBe(2);
});

test('from the end: what was there is left out, also the line that was being written', async () => {
  const whole = lines(2);
  next = 0;
  writeFileSync(file('a.log'), `${whole}half of a`);
  const one = await tail('*.log', { from: 'end' });
  appendFileSync(file('a.log'), ` line\n${lines(2)}`);
  await one.round();
  expectAll();
});

test('a log without room: nothing is lost, and the other files do not wait', async () => {
  await at.close();
  at = await openIntake(() => NOW, 25_000);
  logs = join(at.dir, 'logs');
  mkdirSync(logs);
  writeFileSync(file('a.log'), lines(100));
  writeFileSync(file('b.log'), lines(1));
  const one = await tail();
  expect(one.error).toMatch(/HAB-RECV-003/);
  expect(users()).toEqual(['u100']);
});

test('a line of 3 MB is a dead letter with its place, and those around it are read; a file that no source knows is told once', async () => {
  writeFileSync(file('a.log'), `${lines(1)}${'x'.repeat(3 * 1024 * 1024)}`);
  writeFileSync(file('b.log'), 'what is this\nand this\n');
  const one = await tail();
  appendFileSync(file('a.log'), `more\n${lines(1)}`);
  appendFileSync(file('b.log'), 'and that\n');
  await one.round();
  await one.round();
  expectAll();
  expect(at.letters().map(({ code, place }) => [code, place.replace(logs, '')])).toEqual([
    ['HAB-PARSE-004', '/a.log:132'],
    ['HAB-PARSE-003', '/b.log'],
  ]);
});

test('a source and a zone that are named are taken', async () => {
  writeFileSync(file('a.log'), 'Nov 24 11:59:00 web1 sshd[77]: Accepted password for ada from 10.0.0.9 port 22 ssh2\n');
  await tail('*.log', { source: sshd, zone: 'Europe/Vienna' });
  expect(at.events()[0]).toMatchObject({ '@timestamp': '2026-11-24T10:59:00.000Z', 'habitus.source': 'sshd' });
});
