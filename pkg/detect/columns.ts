import { HabitusError } from '../errors';
import type { StateBlock, StateBlocks } from './detector';
import { SparseWords } from './sparse-words';
import { WordArena } from './word-arena';

/** The arrays a state may be made of. */
const TYPES = { f64: Float64Array, f32: Float32Array, u32: Uint32Array, u16: Uint16Array, u8: Uint8Array } as const;
type TypeName = keyof typeof TYPES;
type ArrayOf<T extends TypeName> = InstanceType<(typeof TYPES)[T]>;

/** One column: its type and how many places each state has in it. */
export type Column<T extends TypeName = TypeName> = readonly [type: T, places: number];
export type Columns = Readonly<Record<string, Column>>;

/** How the states of one detector are stored. The order of the columns is the order of the bytes. */
export interface Layout<C extends Columns> {
  readonly detector: string;
  /** Raised when the columns change; the reader of the former version stays. */
  readonly version: number;
  readonly columns: C;
}

/** One state: arrays that hold it, and as which one of theirs. A column of n places per state holds it from `index * n` on. */
export interface StateView<C extends Columns> {
  readonly columns: { readonly [K in keyof C]: ArrayOf<C[K][0]> };
  readonly index: number;
}

/**
 * Blocks of states, each of which takes the room of what it holds: words that are 0 are not kept. The state that is looked at is laid out whole, as the
 * layout says; when the next is asked for, it is packed again. All places of a new state are 0.
 */
export function stateBlocks<C extends Columns>(layout: Layout<C>): StateBlocks<StateView<C>> {
  return {
    empty: (capacity) => new ColumnBlock(layout, capacity),
    restore: (bytes) => ColumnBlock.restored(layout, bytes),
  };
}

class ColumnBlock<C extends Columns> implements StateBlock<StateView<C>> {
  public count = 0;
  /** Of each state: its place among the packed, and its words there. Place 0: nothing but zeros. */
  private places: Uint32Array<ArrayBuffer>;
  private lengths: Uint16Array<ArrayBuffer>;
  private readonly arena = new WordArena();
  private readonly sparse: SparseWords;
  private readonly whole: Whole<C>;
  /** Index of the state that is laid out. */
  private current = -1;

  public constructor(
    private readonly layout: Layout<C>,
    capacity: number
  ) {
    this.places = new Uint32Array(capacity);
    this.lengths = new Uint16Array(capacity);
    this.whole = wholeOf(layout.columns);
    this.sparse = new SparseWords(this.whole.words.length);
  }

  public static restored<C extends Columns>(layout: Layout<C>, bytes: Uint8Array): ColumnBlock<C> {
    const header = readHeader(bytes);
    if (header.detector !== layout.detector) throw new HabitusError('HAB-STATE-001', header.detector, `states of ${layout.detector}`);
    if (header.version !== layout.version) throw new HabitusError('HAB-STATE-001', header.version, `version ${layout.version} of ${layout.detector}`);
    const block = new ColumnBlock(layout, header.count);
    const read = header.format === FORMAT ? block.takeUpPacked(bytes, header) : block.takeUpWhole(bytes, header);
    if (read !== bytes.length) throw new HabitusError('HAB-STATE-001', `${bytes.length} bytes`, `${read} bytes for ${header.count} states`);
    return block;
  }

  public add(): number {
    if (this.count === this.places.length) this.grow();
    return this.count++;
  }

  public at(index: number): StateView<C> {
    if (index === this.current) return this.whole.view;
    if (!(index >= 0 && index < this.count)) throw new RangeError(`index: expected 0 to ${this.count - 1}, got ${index}`);
    this.settle();
    this.layOut(index, this.whole.words);
    this.current = index;
    return this.whole.view;
  }

  public copy(index: number): StateView<C> {
    if (!(index >= 0 && index < this.count)) throw new RangeError(`index: expected 0 to ${this.count - 1}, got ${index}`);
    this.settle();
    const own = wholeOf(this.layout.columns);
    this.layOut(index, own.words);
    return own.view;
  }

  public bytes(): number {
    return this.arena.bytes() + this.places.byteLength + this.lengths.byteLength;
  }

  public persist(): Uint8Array {
    this.settle();
    const header = writeHeader(this.layout, this.count);
    const lengths = this.lengths.subarray(0, this.count);
    const words = lengths.reduce((sum, length) => sum + length, 0);
    const start = header.length + padded(lengths.byteLength);
    const out = new Uint8Array(start + padded(4 * words));
    out.set(header);
    out.set(bytesOf(lengths), header.length);
    const target = new Uint32Array(out.buffer, start, words);
    let to = 0;
    for (let index = 0; index < this.count; index++) {
      const [length, from] = [lengths[index]!, WordArena.within(this.places[index]!)];
      if (length > 0) target.set(this.arena.pageOf(this.places[index]!).subarray(from, from + length), to);
      to += length;
    }
    return out;
  }

  /** Packs the state that is laid out. */
  private settle(): void {
    const { current, sparse, whole } = this;
    if (current < 0) return;
    this.current = -1;
    const length = sparse.pack(whole.words);
    const place = this.placeFor(current, length);
    if (length > 0) {
      const [page, at] = [this.arena.pageOf(place), WordArena.within(place)];
      const { masks, words, maskCount, wordCount } = sparse;
      for (let i = 0; i < maskCount; i++) page[at + i] = masks[i]!;
      for (let i = 0; i < wordCount; i++) page[at + maskCount + i] = words[i]!;
    }
    whole.words.fill(0);
  }

  /** Where a state of so many words goes: where it was when it fits as well. */
  private placeFor(index: number, length: number): number {
    const before = this.lengths[index]!;
    this.lengths[index] = length;
    if (WordArena.roomFor(before) === WordArena.roomFor(length)) return this.places[index]!;
    if (before > 0) this.arena.takeBack(this.places[index]!, before);
    return (this.places[index] = length === 0 ? 0 : this.arena.give(length));
  }

  private layOut(index: number, words: Uint32Array): void {
    const place = this.places[index]!;
    if (place > 0) this.sparse.unpack(this.arena.pageOf(place), WordArena.within(place), words);
  }

  private grow(): void {
    const capacity = Math.max(16, Math.ceil(this.places.length * 1.5));
    const [places, lengths] = [new Uint32Array(capacity), new Uint16Array(capacity)];
    places.set(this.places);
    lengths.set(this.lengths);
    [this.places, this.lengths] = [places, lengths];
  }

  /** @returns bytes read; NaN where the states are not as long as they say */
  private takeUpPacked(bytes: Uint8Array, header: Header): number {
    const start = header.length + padded(2 * header.count);
    if (bytes.length < start) return Number.NaN;
    this.count = header.count;
    bytesOf(this.lengths).set(bytes.subarray(header.length, header.length + 2 * header.count));
    const words = this.lengths.reduce((sum, length) => sum + length, 0);
    if (bytes.length !== start + padded(4 * words)) return start + padded(4 * words);
    const packed = new Uint32Array(words);
    bytesOf(packed).set(bytes.subarray(start, start + 4 * words));
    let from = 0;
    for (let index = 0; index < this.count; index++) {
      const length = this.lengths[index]!;
      if (length === 0) continue;
      if (this.sparse.lengthAt(packed, from) !== length) return Number.NaN;
      const place = (this.places[index] = this.arena.give(length));
      this.arena.pageOf(place).set(packed.subarray(from, from + length), WordArena.within(place));
      from += length;
    }
    return bytes.length;
  }

  /** The first format: column after column, each of all states. @returns bytes read */
  private takeUpWhole(bytes: Uint8Array, header: Header): number {
    let end = header.length;
    const columns = Object.values<ArrayOf<TypeName>>(this.whole.view.columns).map((own) => {
      const from = end;
      end += padded(own.byteLength * header.count);
      return { own, from };
    });
    if (end !== bytes.length) return end;
    for (let index = 0; index < header.count; index++) {
      this.at(this.add());
      for (const { own, from } of columns) {
        const at = from + index * own.byteLength;
        bytesOf(own).set(bytes.subarray(at, at + own.byteLength));
      }
    }
    return end;
  }
}

/** One state as its layout says, and the same memory as words. */
interface Whole<C extends Columns> {
  readonly view: StateView<C>;
  readonly words: Uint32Array;
}

function wholeOf<C extends Columns>(columns: C): Whole<C> {
  let size = 0;
  const starts = Object.entries(columns).map(([name, [type, places]]) => {
    const start = padded(size);
    size = start + TYPES[type].BYTES_PER_ELEMENT * places;
    return { name, type, places, start };
  });
  const memory = new ArrayBuffer(padded(size));
  const arrays = starts.map(({ name, type, places, start }) => [name, new TYPES[type](memory, start, places)] as const);
  return { view: { columns: Object.fromEntries(arrays) as unknown as StateView<C>['columns'], index: 0 }, words: new Uint32Array(memory) };
}

// The bytes of typed arrays are stored as they stand: little endian, as every machine is that Node is built for except s390x.
function bytesOf(array: ArrayOf<TypeName>): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

const MAGIC = 0x53_54_42_48; // "HBTS" read little endian
/** Packed states. The first, 1, was whole columns. */
const FORMAT = 2;
const FIRST_FORMAT = 1;
const padded = (length: number): number => Math.ceil(length / 8) * 8;

/** Magic u32, format u16, version of the states u16, count u32, length of the name u8, name; filled up to 8 bytes. */
function writeHeader(layout: Layout<Columns>, count: number): Uint8Array {
  const name = new TextEncoder().encode(layout.detector);
  const out = new Uint8Array(padded(13 + name.length));
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, FORMAT, true);
  view.setUint16(6, layout.version, true);
  view.setUint32(8, count, true);
  view.setUint8(12, name.length);
  out.set(name, 13);
  return out;
}

interface Header {
  readonly detector: string;
  readonly version: number;
  readonly count: number;
  readonly length: number;
  readonly format: number;
}

function readHeader(bytes: Uint8Array): Header {
  if (bytes.length < 16) throw new HabitusError('HAB-STATE-001', `${bytes.length} bytes`, 'a header of at least 16 bytes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0, true);
  if (magic !== MAGIC) throw new HabitusError('HAB-STATE-001', magic.toString(16), 'the magic "HBTS"');
  const format = view.getUint16(4, true);
  if (format !== FORMAT && format !== FIRST_FORMAT) throw new HabitusError('HAB-STATE-001', format, `format ${FORMAT}`);
  const name = bytes.subarray(13, 13 + view.getUint8(12));
  return {
    detector: new TextDecoder().decode(name),
    version: view.getUint16(6, true),
    count: view.getUint32(8, true),
    length: padded(13 + name.length),
    format,
  };
}
