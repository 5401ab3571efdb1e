/** Bytes that were met before and the same of others by words of four, which is three times as fast as byte by byte. */
export class KnownBytes {
  private readonly bytes: Uint8Array;
  private readonly words: Int32Array;

  /** Copies them. */
  public constructor(from: Uint8Array, start: number, end: number) {
    this.bytes = Uint8Array.prototype.slice.call(from, start, end);
    const view = new DataView(this.bytes.buffer);
    this.words = Int32Array.from({ length: this.bytes.length >> 2 }, (_, word) => view.getInt32(word * 4, true));
  }

  /** Whether the bytes from `start` to `end` are these. @param view of all of `from` */
  public are(from: Uint8Array, view: DataView, start: number, end: number): boolean {
    const { bytes, words } = this;
    if (bytes.length !== end - start) return false;
    for (let word = 0; word < words.length; word++) if (view.getInt32(start + word * 4, true) !== words[word]) return false;
    for (let i = words.length * 4; i < bytes.length; i++) if (bytes[i] !== from[start + i]) return false;
    return true;
  }
}
