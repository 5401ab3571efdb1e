import { attributeNamed, type Attribute } from '../../sources/otlp/attribute';

const BUCKETS = 4_096;
const MOST_KEYS = 4_096;
const LONGEST = 128;

interface Known {
  readonly bytes: Uint8Array;
  readonly attribute: Attribute;
}

/**
 * Names of attributes by their bytes, so that a name seen before is never made a string again. Bounded: beyond 4,096 names, and above 128 bytes, a
 * name is looked up anew each time.
 */
export class KeyTable {
  private readonly buckets: Known[][] = Array.from({ length: BUCKETS }, () => []);
  private size = 0;

  public find(bytes: Buffer, start: number, end: number): Attribute {
    const bucket = this.buckets[slotOf(bytes, start, end)] ?? [];
    for (const known of bucket) if (same(known.bytes, bytes, start, end)) return known.attribute;
    const attribute = attributeNamed(bytes.toString('utf8', start, end));
    if (this.size < MOST_KEYS && end - start <= LONGEST) {
      bucket.push({ bytes: Uint8Array.prototype.slice.call(bytes, start, end), attribute });
      this.size++;
    }
    return attribute;
  }
}

/** By length and four bytes: names that share a slot are told apart by all of them. */
function slotOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  const ends = (bytes[start] ?? 0) * 31 + (bytes[end - 1] ?? 0) * 131;
  const middle = (bytes[start + (length >> 1)] ?? 0) * 1_031 + (bytes[end - 3] ?? 0) * 7;
  return (length * 8_191 + ends + middle) & (BUCKETS - 1);
}

function same(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}
