const NEWLINE = 0x0a;

/** The lines of a stream as bytes, blank ones left out, however long they are. */
export async function* linesOf(blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  for await (const block of blocks) {
    let from = 0;
    for (let end = block.indexOf(NEWLINE); end >= 0; end = block.indexOf(NEWLINE, from)) {
      const piece = block.subarray(from, end);
      yield* unlessBlank(rest.length === 0 ? piece : Buffer.concat([...rest, piece]));
      rest = [];
      from = end + 1;
    }
    if (from < block.length) rest.push(block.subarray(from));
  }
  yield* unlessBlank(Buffer.concat(rest));
}

function* unlessBlank(line: Uint8Array): Generator<Uint8Array> {
  if (line.some((byte) => byte !== 0x20 && byte !== 0x0d && byte !== 0x09)) yield line;
}
