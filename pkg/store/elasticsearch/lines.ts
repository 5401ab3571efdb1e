const NEWLINE = 0x0a;

/** Takes a line: where it lies in bytes that are valid during the call only. */
export type TakeLine = (bytes: Buffer, start: number, end: number) => void;

/** Cuts blocks into lines, however long they are, blank ones left out. A block may be written over once it was pushed. */
export class LineCutter {
  private readonly rest: Buffer[] = [];

  public constructor(private readonly take: TakeLine) {}

  public push(block: Buffer): void {
    let from = 0;
    for (let end = block.indexOf(NEWLINE); end >= 0; end = block.indexOf(NEWLINE, from)) {
      if (this.rest.length > 0) this.show(Buffer.concat([...this.rest.splice(0), block.subarray(from, end)]));
      else this.line(block, from, end);
      from = end + 1;
    }
    if (from < block.length) this.rest.push(Buffer.from(block.subarray(from)));
  }

  /** A last line without its end. */
  public end(): void {
    this.show(Buffer.concat(this.rest.splice(0)));
  }

  private show(line: Buffer): void {
    this.line(line, 0, line.length);
  }

  private line(bytes: Buffer, start: number, end: number): void {
    if (!isBlank(bytes, start, end)) this.take(bytes, start, end);
  }
}

function isBlank(line: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = line[i] ?? 0;
    if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return false;
  }
  return true;
}
