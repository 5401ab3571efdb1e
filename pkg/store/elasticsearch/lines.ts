const NEWLINE = 0x0a;

/** The lines of a stream as bytes, those that end in one block together, blank ones left out, however long they are. Views of the blocks, where a block holds all of a line. */
export async function* linesOf(blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array[]> {
  let rest: Uint8Array[] = [];
  for await (const block of blocks) {
    const lines: Uint8Array[] = [];
    const ends = block.indexOf(NEWLINE) + 1;
    const from = addLines(block, ends, lines);
    if (ends > 0) {
      const first = Buffer.concat([...rest, block.subarray(0, ends - 1)]);
      rest = [];
      if (!isBlank(first)) lines.unshift(first);
    }
    if (from < block.length) rest.push(block.subarray(from));
    if (lines.length > 0) yield lines;
  }
  const last = Buffer.concat(rest);
  if (!isBlank(last)) yield [last];
}

/** The lines that begin and end in the block. @returns where the last of them ends */
function addLines(block: Uint8Array, start: number, lines: Uint8Array[]): number {
  let from = start;
  for (let end = block.indexOf(NEWLINE, from); end >= 0; end = block.indexOf(NEWLINE, from)) {
    const line = block.subarray(from, end);
    if (!isBlank(line)) lines.push(line);
    from = end + 1;
  }
  return from;
}

function isBlank(line: Uint8Array): boolean {
  for (let i = 0; i < line.length; i++) {
    const byte = line[i] ?? 0;
    if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return false;
  }
  return true;
}
