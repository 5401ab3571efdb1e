const LEAST = 16;

/** Numbers of each entity of a feature, so many a row, as one array that grows with the entities: 4 bytes a number. A row that was never written is 0. */
export class FloatRows {
  private numbers: Float32Array;

  public constructor(private readonly size: number) {
    this.numbers = new Float32Array(LEAST * size);
  }

  /** The row of an entity: a view, good until a row beyond those reserved is asked for. */
  public row(at: number): Float32Array {
    this.reserve(at + 1);
    return this.numbers.subarray(at * this.size, (at + 1) * this.size);
  }

  /** Base64 of the numbers as float32, little endian: a number an entity in JSON would be ten times as long. */
  public stored(entities: number): string {
    const numbers = this.numbers.subarray(0, Math.min(this.numbers.length, entities * this.size));
    return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
  }

  public restore(stored: string): void {
    const bytes = Buffer.from(stored, 'base64');
    this.numbers = new Float32Array(Math.max(LEAST * this.size, bytes.length / Float32Array.BYTES_PER_ELEMENT));
    new Uint8Array(this.numbers.buffer).set(bytes);
  }

  private reserve(entities: number): void {
    if (entities * this.size <= this.numbers.length) return;
    const more = new Float32Array(Math.max(2 * this.numbers.length, entities * this.size));
    more.set(this.numbers);
    this.numbers = more;
  }
}
