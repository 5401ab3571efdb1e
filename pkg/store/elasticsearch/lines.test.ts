import { LineCutter } from './lines';

/** The blocks are read into the same memory, one after the other. */
function lines(...blocks: readonly string[]): string[] {
  const found: string[] = [];
  const cutter = new LineCutter((bytes, start, end) => found.push(bytes.toString('utf8', start, end)));
  const memory = Buffer.alloc(64);
  for (const block of blocks) cutter.push(memory.subarray(0, memory.write(block)));
  cutter.end();
  return found;
}

test('lines are put together across blocks, blank ones left out, a last one without newline kept', () => {
  expect(lines('a\nb', 'c', '\n\n \r\n', 'd')).toEqual(['a', 'bc', 'd']);
  expect(lines('a', 'b', 'c\nd\n', 'e\n')).toEqual(['abc', 'd', 'e']);
  expect(lines()).toEqual([]);
  expect(lines('\n', '\t')).toEqual([]);
});
