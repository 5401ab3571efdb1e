/** Bytes that are written again and again, as words of four: {@link ByteBuffer.fragment} copies them in a quarter of the steps. */
export class Fragment {
  public readonly length: number;
  /** Little-endian; the last is filled up with zeros. */
  public readonly words: Int32Array;

  /** Copies the bytes. */
  public constructor(bytes: Uint8Array) {
    this.length = bytes.length;
    const filled = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
    filled.set(bytes);
    const view = new DataView(filled.buffer);
    this.words = Int32Array.from({ length: filled.length / 4 }, (_, word) => view.getInt32(word * 4, true));
  }

  public static of(text: string): Fragment {
    return new Fragment(new TextEncoder().encode(text));
  }
}
