/** What goes back and forth on the control socket: one byte of kind, four of length (big endian), then the bytes. */
export const FRAME = { request: 1, out: 2, err: 3, exit: 4, cancel: 5 } as const;
export type FrameKind = (typeof FRAME)[keyof typeof FRAME];

const HEADER = 5;
/** A longer frame is not ours: someone else speaks on this socket. */
export const MAX_FRAME = 16 * 1024 * 1024;

export function frame(kind: FrameKind, text = ''): Buffer {
  const body = Buffer.from(text, 'utf8');
  const bytes = Buffer.allocUnsafe(HEADER + body.length);
  bytes.writeUInt8(kind, 0);
  bytes.writeUInt32BE(body.length, 1);
  body.copy(bytes, HEADER);
  return bytes;
}

/** Cuts a stream into frames; keeps what is not complete yet. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  /** @throws RangeError on a frame longer than {@link MAX_FRAME} */
  public read(chunk: Buffer, take: (kind: number, text: string) => void): void {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let at = 0;
    while (this.rest.length - at >= HEADER) {
      const length = this.rest.readUInt32BE(at + 1);
      if (length > MAX_FRAME) throw new RangeError(`frame: expected at most ${MAX_FRAME} bytes, got ${length}`);
      if (this.rest.length - at < HEADER + length) break;
      take(this.rest.readUInt8(at), this.rest.toString('utf8', at + HEADER, at + HEADER + length));
      at += HEADER + length;
    }
    this.rest = this.rest.subarray(at);
  }
}
