import { attributeNamed, type Attribute } from '../../sources/otlp/attribute';
import { KnownBytes } from './known-bytes';
import { SeenTexts } from './seen-texts';

const BUCKETS = 4_096;
const MOST_KEYS = 4_096;
const LONGEST = 128;

/** A name as it was met. */
export interface Known {
  readonly bytes: KnownBytes;
  readonly attribute: Attribute;
  readonly values: SeenTexts;
  /** The name that stood behind it the last time. */
  next: Known | undefined;
}

/**
 * Names of attributes by their bytes, so that a name seen before is never made a string again. A sender writes the names of its records in the same
 * order, so the one that followed last time is tried first. Bounded: beyond 4,096 names, and above 128 bytes, a name is looked up anew each time.
 */
export class KeyTable {
  /** Stands before the first attribute of a record. */
  public readonly start: Known = { bytes: new KnownBytes(EMPTY, 0, 0), attribute: attributeNamed(''), values: new SeenTexts(), next: undefined };
  private readonly buckets: Known[][] = Array.from({ length: BUCKETS }, () => []);
  private size = 0;

  /** @param view of all of `bytes` @param before the name before it in its record */
  public find(bytes: Buffer, view: DataView, start: number, end: number, before: Known): Known {
    const { next } = before;
    if (next?.bytes.are(bytes, view, start, end) === true) return next;
    return (before.next = this.lookUp(bytes, view, start, end));
  }

  private lookUp(bytes: Buffer, view: DataView, start: number, end: number): Known {
    const bucket = this.buckets[slotOf(bytes, start, end)] ?? [];
    for (const known of bucket) if (known.bytes.are(bytes, view, start, end)) return known;
    const attribute = attributeNamed(bytes.toString('utf8', start, end));
    const met: Known = { bytes: new KnownBytes(bytes, start, end), attribute, values: new SeenTexts(), next: undefined };
    if (this.size < MOST_KEYS && end - start <= LONGEST) {
      bucket.push(met);
      this.size++;
    }
    return met;
  }
}

const EMPTY = new Uint8Array();

/** By length and four bytes: names that share a slot are told apart by all of them. */
function slotOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  const ends = (bytes[start] ?? 0) * 31 + (bytes[end - 1] ?? 0) * 131;
  const middle = (bytes[start + (length >> 1)] ?? 0) * 1_031 + (bytes[end - 3] ?? 0) * 7;
  return (length * 8_191 + ends + middle) & (BUCKETS - 1);
}
