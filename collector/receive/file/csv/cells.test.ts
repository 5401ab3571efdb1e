import { seededRandom } from '../../../../pkg/maths';
import { cellsOf, guessDelimiter } from './cells';
import { CsvSplitter } from './splitter';

test.each([
  ['a,b,c', ['a', 'b', 'c']],
  ['', ['']],
  [',', ['', '']],
  ['"a,b","say ""hi""",""', ['a,b', 'say "hi"', '']],
  ['a"b,5" disk', ['a"b', '5" disk']],
  ['"closed"behind,x', ['closedbehind', 'x']],
  ['"never closed,x', ['never closed,x']],
  ['"two\nlines",x', ['two\nlines', 'x']],
])('%j', (record, cells) => expect(cellsOf(record, ',')).toEqual(cells));

test.each([
  ['a;b,1;c', ';'],
  ['a\tb', '\t'],
  ['"a;b;c",d', ','],
  ['one', ','],
])('the delimiter of %j', (line, delimiter) => expect(guessDelimiter(line)).toBe(delimiter));

function records(chunks: readonly Buffer[]): { lines: [string, number][]; tooLong: number[] } {
  const lines: [string, number][] = [];
  const tooLong: number[] = [];
  const splitter = new CsvSplitter(
    {
      line: (bytes, start, end, offset) => lines.push([Buffer.from(bytes.subarray(start, end)).toString(), offset]),
      tooLong: (_offset, length) => tooLong.push(length),
    },
    () => 0x2c
  );
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return { lines, tooLong };
}

test('what was written is read, wherever the chunks are cut (seed 51)', () => {
  const random = seededRandom(51);
  const pieces = ['a', '"', ',', '\n', '\r\n', 'é', ' ', '""'];
  const table = Array.from({ length: 200 }, () =>
    Array.from({ length: 3 }, () => Array.from({ length: Math.floor(random() * 6) }, () => pieces[Math.floor(random() * pieces.length)]).join(''))
  );
  const text = table.map((row) => row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n');
  const bytes = Buffer.from(text);
  const whole = records([bytes]);
  expect(whole.lines.map(([line]) => cellsOf(line, ','))).toEqual(table);
  for (let round = 0; round < 30; round++) {
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = at + 1 + Math.floor(random() * 50);
      chunks.push(bytes.subarray(at, end));
      at = end;
    }
    expect(records(chunks)).toEqual(whole);
  }
});

test('a quote that nobody closes swallows no more than a record may hold, in linear time', () => {
  const bytes = Buffer.from(`a,b\n"never${',x\n'.repeat(1_000_000)}`);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, index) => bytes.subarray(index * 65_536, (index + 1) * 65_536));
  const began = performance.now();
  const { lines, tooLong } = records(chunks);
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(tooLong).toHaveLength(1);
  expect(lines[0]).toEqual(['a,b', 0]);
  expect(lines.length).toBeGreaterThan(600_000);
});
