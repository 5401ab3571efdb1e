import { seededRandom } from '../../../pkg/maths';
import { LineSplitter, MOST_BYTES } from './line-splitter';

interface Seen {
  lines: { text: string; offset: number }[];
  tooLong: { offset: number; length: number }[];
}

function split(chunks: readonly Buffer[]): Seen {
  const seen: Seen = { lines: [], tooLong: [] };
  const splitter = new LineSplitter({
    line: (bytes, start, end, offset) => seen.lines.push({ text: Buffer.from(bytes.subarray(start, end)).toString(), offset }),
    tooLong: (offset, length) => seen.tooLong.push({ offset, length }),
  });
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return seen;
}

test('LF, CRLF, a byte-order mark, empty lines and a last line without its end', () => {
  expect(split([Buffer.from('\ufeffone\r\n\ntwo\nthree')]).lines).toEqual([
    { text: 'one', offset: 3 },
    { text: 'two', offset: 9 },
    { text: 'three', offset: 13 },
  ]);
});

test('wherever the chunks are cut, the lines are the same (seed 3)', () => {
  const random = seededRandom(3);
  const text = Array.from({ length: 200 }, (_, index) => `line ${index} ${'x'.repeat(Math.floor(random() * 40))}`).join('\r\n');
  const whole = split([Buffer.from(text)]);
  for (let round = 0; round < 50; round++) {
    const bytes = Buffer.from(text);
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = Math.min(bytes.length, at + 1 + Math.floor(random() * 60));
      chunks.push(bytes.subarray(at, end));
      at = end;
    }
    expect(split(chunks)).toEqual(whole);
  }
});

test('a line of 10 MB is reported once with its length, and those around it are read', () => {
  const long = 10 * 1024 * 1024;
  const bytes = Buffer.concat([Buffer.from('before\n'), Buffer.alloc(long, 0x61), Buffer.from('\nafter\n')]);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, index) => bytes.subarray(index * 65_536, (index + 1) * 65_536));
  const seen = split(chunks);
  expect(seen.lines.map(({ text }) => text)).toEqual(['before', 'after']);
  expect(seen.tooLong).toEqual([{ offset: 7, length: long }]);
  expect(long).toBeGreaterThan(MOST_BYTES);
});
