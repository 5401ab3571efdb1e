import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { seededRandom } from '../../../pkg/maths';
import { makeTar, makeZip } from '../../testing/archives';
import { tarEntries } from './archive/tar';
import { contentsOf } from './contents';
import { openContent } from './read-file';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'habitus-archive-'))));
afterEach(() => rmSync(dir, { recursive: true }));

/** What is found: name and content, or name and reason. */
async function found(bytes: Buffer): Promise<[string, string][]> {
  const path = join(dir, 'archive');
  writeFileSync(path, bytes);
  const seen: [string, string][] = [];
  for await (const content of contentsOf({ path, bytes: bytes.length, modified: 0 }, join(dir, 'entry'))) {
    const name = content.name.replace(path, '');
    if ('reason' in content) seen.push([name, content.reason]);
    else {
      const chunks: Buffer[] = [];
      for await (const chunk of (await openContent(content.path)).content) chunks.push(chunk as Buffer);
      seen.push([name, Buffer.concat(chunks).toString() + (content.cut === undefined ? '' : ` CUT: ${content.cut}`)]);
    }
  }
  return seen;
}

const long = 'a log '.repeat(10_000);
const deep = `${'folder/'.repeat(20)}deep.log`;
const files = { 'a.log': 'one\n', 'var/b.log': long, [deep]: 'deep\n', 'empty.log': '', '__MACOSX/a.log': 'x', 'var/.hidden': 'x' };
const expected = [
  ['/a.log', 'one\n'],
  ['/var/b.log', long],
  [`/${deep}`, 'deep\n'],
];

test.each([
  ['tar', (tar: Buffer) => tar],
  ['tar.gz', (tar: Buffer) => gzipSync(tar)],
  ['tar.zst', (tar: Buffer) => zstdCompressSync(tar)],
])('%s: its files, without folders’ litter', async (_name, pack) => expect(await found(pack(makeTar(files)))).toEqual(expected));

test('zip: stored and deflated, and a file inside that is compressed itself', async () => {
  const zip = makeZip([
    { name: 'a.log', content: Buffer.from('one\n'), stored: true },
    { name: 'var/b.log', content: Buffer.from(long) },
    { name: 'c.log.gz', content: gzipSync('packed twice\n') },
    { name: 'empty.log', content: Buffer.alloc(0), stored: true },
    { name: 'var/', content: Buffer.alloc(0) },
  ]);
  expect(await found(zip)).toEqual([
    ['/a.log', 'one\n'],
    ['/var/b.log', long],
    ['/c.log.gz', 'packed twice\n'],
    ['/empty.log', ''],
  ]);
});

test('gzip, zstd and a plain file are what they hold', async () => {
  for (const bytes of [gzipSync('one\n'), zstdCompressSync('one\n'), Buffer.from('one\n')]) expect(await found(bytes)).toEqual([['', 'one\n']]);
});

test.each<[string, () => Buffer, RegExp]>([
  ['a cut directory', () => makeZip([{ name: 'a.log', content: Buffer.from('x') }]).subarray(0, 40), /without its directory/],
  ['a password', () => makeZip([{ name: 'a.log', content: Buffer.from('x'), encrypted: true }]), /without a password/],
  ['another checksum', () => makeZip([{ name: 'a.log', content: Buffer.from('x'), crc: 1 }]), /x CUT: .*checksum does not fit/],
  ['more than it says', () => makeZip([{ name: 'a.log', content: Buffer.alloc(100_000, 'x'), size: 10 }]), /CUT: .*larger than the archive says/],
  [
    'files that overlap',
    () =>
      makeZip(
        [
          { name: 'a', content: Buffer.from('x') },
          { name: 'b', content: Buffer.from('x') },
        ],
        true
      ),
    /overlap/,
  ],
  ['a cut tar', () => makeTar({ 'a.log': long }).subarray(0, 5_000), /a log .*CUT: .*ends within an entry/s],
  ['a tar with a damaged header', () => Buffer.concat([makeTar({ 'a.log': 'x' }).subarray(0, 1024), Buffer.alloc(512, 'y')]), /checksum does not fit/],
])('damaged: %s', async (_name, make, reason) => {
  const seen = await found(make());
  expect(seen.map(([, what]) => what).join('\n')).toMatch(reason);
});

test('a bomb of 600 MiB in 600 kB is cut at 256 MiB, in bounded memory', async () => {
  const bomb = makeZip([{ name: 'bomb.log', content: Buffer.alloc(600 * 1024 * 1024) }]);
  const path = join(dir, 'bomb.zip');
  writeFileSync(path, bomb);
  const before = process.memoryUsage().rss;
  for await (const content of contentsOf({ path, bytes: bomb.length, modified: 0 }, join(dir, 'entry'))) {
    expect(content).toMatchObject({ cut: expect.stringContaining('at most 200 times') as string });
    expect(readFileSync(join(dir, 'entry')).length).toBeLessThanOrEqual(256 * 1024 * 1024);
  }
  expect(bomb.length).toBeLessThan(700_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
});

test('flipped bytes end in entries or in a reason, never hang (seed 41)', async () => {
  const random = seededRandom(41);
  const content = Buffer.from(long.slice(0, 3_000));
  const archives = [
    makeTar({ 'a.log': 'one\n', 'b.log': content }),
    makeZip([
      { name: 'a.log', content },
      { name: 'b.log', content, stored: true },
    ]),
  ];
  for (let round = 0; round < 300; round++) {
    const damaged = Buffer.from(archives[round % 2] ?? '').subarray(0, 200 + Math.floor(random() * 8_000));
    for (let flips = 0; flips < 4; flips++) damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
    expect(Array.isArray(await found(damaged))).toBe(true);
  }
});

test('an entry that its reader leaves is skipped', async () => {
  const path = join(dir, 'a.tar');
  writeFileSync(path, makeTar({ 'a.log': long, 'b.log': 'two' }));
  const names: string[] = [];
  for await (const entry of tarEntries(createReadStream(path))) names.push(entry.name);
  expect(names).toEqual(['a.log', 'b.log']);
});
