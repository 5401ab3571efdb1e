/** Reading failed or met what the careful way is to look at. No offset is negative. */
export const ODD = -1;

/**
 * Reads the few forms of the wire that nearly all records consist of. Whatever else it meets is `ODD`, never an error: the careful way then reads
 * the same bytes and says what is wrong with them.
 */
export class FastCursor {
  public bytes: Buffer = Buffer.alloc(0);
  public at = 0;
  /** Of all of `bytes`. */
  public view: DataView = new DataView(new ArrayBuffer(0));

  public take(bytes: Buffer): void {
    if (this.bytes === bytes) return;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** A length and where what it measures ends, at most `limit`. */
  public end(limit: number): number {
    const length = this.small(limit);
    return length === ODD || this.at + length > limit ? ODD : this.at + length;
  }

  /** A varint of at most four bytes. */
  public small(limit: number): number {
    const { bytes } = this;
    let value = 0;
    for (let shift = 0; shift < 28 && this.at < limit; shift += 7) {
      const byte = bytes[this.at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return ODD;
  }

  /** A varint that is not negative and exact as a number: up to seven bytes. */
  public whole(limit: number): number {
    const { bytes } = this;
    let value = 0;
    let unit = 1;
    for (let count = 0; count < 7 && this.at < limit; count++) {
      const byte = bytes[this.at++] ?? 0;
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 128;
    }
    return ODD;
  }

  /** fixed64 nanoseconds as milliseconds. */
  public millis(limit: number): number {
    if (this.at + 8 > limit) return ODD;
    const low = this.view.getUint32(this.at, true);
    const high = this.view.getUint32(this.at + 4, true);
    this.at += 8;
    // 2^32 = 4,294 * 10^6 + 967,296: every product stays below 2^53.
    return high * 4_294 + Math.floor((high * 967_296 + low) / 1e6);
  }

  /** To be called only where eight bytes are. */
  public double(): number {
    const value = this.view.getFloat64(this.at, true);
    this.at += 8;
    return value;
  }
}
