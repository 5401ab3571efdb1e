/** How deep values may be nested, in both forms. */
export const DEEPEST = 32;

/** A damaged message: where reading stopped. */
export class WireError extends Error {}

/** Reads protobuf's wire format from a buffer, in place. One reader walks one message; a nested message gets its end by `limit`. */
export class WireReader {
  public at: number;

  public constructor(
    public readonly bytes: Uint8Array,
    start: number,
    public readonly end: number
  ) {
    this.at = start;
  }

  /** The next field's key (number << 3 | wire type), or 0 at the end. @throws WireError for field 0, which no message has */
  public key(): number {
    if (this.at >= this.end) return 0;
    const key = this.varint();
    if (key < 8) throw new WireError(`field 0 at ${this.at}`);
    return key;
  }

  public varint(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.next();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new WireError(`varint at ${this.at} has no end`);
  }

  /** A 64-bit varint as signed: int64 of OTLP. Beyond 2^53 the last digits are lost, which no event field needs. */
  public int64(): number {
    const start = this.at;
    const value = this.varint();
    if (value < 2 ** 63) return value;
    this.at = start;
    let exact = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.next();
      exact |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, exact));
    }
  }

  /** fixed64, whole. */
  public fixed64(): bigint {
    const low = this.fixed32();
    return (BigInt(this.fixed32()) << 32n) | BigInt(low);
  }

  /** fixed64 nanoseconds as milliseconds, exact to the millisecond. */
  public fixed64Millis(): number {
    const low = this.fixed32();
    const high = this.fixed32();
    // 2^32 = 4,294 * 10^6 + 967,296: every product stays below 2^53.
    return high * 4_294 + Math.floor((high * 967_296 + low) / 1e6);
  }

  public double(): number {
    this.need(8);
    const value = new DataView(this.bytes.buffer, this.bytes.byteOffset + this.at, 8).getFloat64(0, true);
    this.at += 8;
    return value;
  }

  /** Reads a length and returns where the content ends; it begins at `at`. */
  public limit(): number {
    const length = this.varint();
    this.need(length);
    return this.at + length;
  }

  public nested(): WireReader {
    const end = this.limit();
    const inner = new WireReader(this.bytes, this.at, end);
    this.at = end;
    return inner;
  }

  public text(): string {
    const end = this.limit();
    const text = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + this.at, end - this.at).toString('utf8');
    this.at = end;
    return text;
  }

  public skip(key: number): void {
    switch (key & 7) {
      case 0:
        this.varint();
        return;
      case 1:
        this.need(8);
        this.at += 8;
        return;
      case 2:
        this.at = this.limit();
        return;
      case 5:
        this.need(4);
        this.at += 4;
        return;
      default:
        throw new WireError(`wire type ${key & 7} at ${this.at}`);
    }
  }

  private fixed32(): number {
    this.need(4);
    const { bytes, at } = this;
    this.at += 4;
    return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
  }

  private next(): number {
    this.need(1);
    return this.bytes[this.at++] ?? 0;
  }

  private need(count: number): void {
    if (this.at + count > this.end) throw new WireError(`message ends at ${this.end}, ${count} more bytes were to come at ${this.at}`);
  }
}
