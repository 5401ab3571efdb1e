import { linesOf } from './lines';

async function lines(...blocks: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const some of linesOf(blocks.map((block) => Buffer.from(block)))) found.push(...some.map((line) => Buffer.from(line).toString()));
  return found;
}

test('lines are put together across blocks, blank ones left out, a last one without newline kept', async () => {
  expect(await lines('a\nb', 'c', '\n\n \r\n', 'd')).toEqual(['a', 'bc', 'd']);
  expect(await lines()).toEqual([]);
  expect(await lines('\n', '\t')).toEqual([]);
});
