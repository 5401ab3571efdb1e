type Index = readonly (readonly [group: number, bytes: number])[];

/** Bytes of text before a piece of it is put away: strings cost twice as much, and have a longest. */
const PIECE = 64 * 1024;

/** Collects lines of text by group. */
export class SegmentWriter {
  private readonly groups = new Map<number, { pieces: Buffer[]; lines: string[]; length: number }>();

  public add(group: number, line: string): void {
    let segment = this.groups.get(group);
    if (!segment) this.groups.set(group, (segment = { pieces: [], lines: [], length: 0 }));
    segment.lines.push(line);
    segment.length += line.length + 1;
    if (segment.length < PIECE) return;
    segment.pieces.push(textOf(segment.lines));
    [segment.lines, segment.length] = [[], 0];
  }

  /** The length of the index, the index as JSON, then group after group. The first byte is 0: an index is never that long. */
  public bytes(): Uint8Array {
    const segments = [...this.groups].map(([group, { pieces, lines }]) => ({ group, pieces: [...pieces, textOf(lines)] }));
    const index: Index = segments.map(({ group, pieces }) => [group, pieces.reduce((sum, { length }) => sum + length, 0)]);
    const json = Buffer.from(JSON.stringify(index));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(json.length);
    return Buffer.concat([length, json, ...segments.flatMap(({ pieces }) => pieces)]);
  }
}

/** Views of a block, by group. */
export function segmentsOf(bytes: Uint8Array): Map<number, Buffer> {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = 4 + block.readUInt32BE(0);
  return new Map(
    (JSON.parse(block.subarray(4, start).toString()) as Index).map(([group, length]) => {
      start += length;
      return [group, block.subarray(start - length, start)];
    })
  );
}

/** The lines of a segment, one by one. */
export function* linesOf(segment: Buffer): Generator<string> {
  for (let start = 0; start < segment.length;) {
    const end = segment.indexOf(NEWLINE, start);
    yield segment.toString('utf8', start, end);
    start = end + 1;
  }
}

const NEWLINE = 0x0a;

function textOf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}
