import { HabitusError } from '../errors';
import type { StateBlock, StateBlocks } from './detector';

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

/** One state: the arrays of all states, and which one is meant. A column of n places per state holds it from `index * n` on. */
export interface StateView<C extends Columns> {
  readonly columns: { readonly [K in keyof C]: ArrayOf<C[K][0]> };
  readonly index: number;
}

/** Bytes of one state. */
export function bytesPerState(columns: Columns): number {
  return Object.values(columns).reduce((sum, [type, places]) => sum + TYPES[type].BYTES_PER_ELEMENT * places, 0);
}

/** Blocks of states as a struct of arrays: no object per state, and `persist` is a copy. All places of a new state are 0. */
export function stateBlocks<C extends Columns>(layout: Layout<C>): StateBlocks<StateView<C>> {
  return {
    empty: (capacity) => new ColumnBlock(layout, capacity),
    restore: (bytes) => ColumnBlock.restored(layout, bytes),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

class ColumnBlock<C extends Columns> implements StateBlock<StateView<C>> {
  public count = 0;
  private capacity: number;
  private readonly view: Mutable<StateView<C>>;

  public constructor(
    private readonly layout: Layout<C>,
    capacity: number
  ) {
    this.capacity = capacity;
    this.view = { columns: allocate(layout.columns, capacity), index: 0 };
  }

  public static restored<C extends Columns>(layout: Layout<C>, bytes: Uint8Array): ColumnBlock<C> {
    const header = readHeader(bytes);
    if (header.detector !== layout.detector) throw new HabitusError('HAB-STATE-001', header.detector, `states of ${layout.detector}`);
    if (header.version !== layout.version) throw new HabitusError('HAB-STATE-001', header.version, `version ${layout.version} of ${layout.detector}`);
    const block = new ColumnBlock(layout, header.count);
    block.count = header.count;
    let offset = header.length;
    for (const target of Object.values<ArrayOf<TypeName>>(block.view.columns)) {
      bytesOf(target).set(bytes.subarray(offset, offset + target.byteLength));
      offset += padded(target.byteLength);
    }
    if (offset !== bytes.length) throw new HabitusError('HAB-STATE-001', `${bytes.length} bytes`, `${offset} bytes for ${header.count} states`);
    return block;
  }

  public add(): number {
    if (this.count === this.capacity) this.grow();
    return this.count++;
  }

  public at(index: number): StateView<C> {
    if (!(index >= 0 && index < this.count)) throw new RangeError(`index: expected 0 to ${this.count - 1}, got ${index}`);
    this.view.index = index;
    return this.view;
  }

  public copy(index: number): StateView<C> {
    const { columns } = this.at(index);
    const own = Object.entries<ArrayOf<TypeName>>(columns).map(([name, array]) => {
      const places = this.places(name);
      return [name, array.slice(index * places, (index + 1) * places)] as const;
    });
    return { columns: Object.fromEntries(own) as unknown as StateView<C>['columns'], index: 0 };
  }

  public bytes(): number {
    return bytesPerState(this.layout.columns) * this.capacity;
  }

  public persist(): Uint8Array {
    const header = writeHeader(this.layout, this.count);
    const parts = Object.entries<ArrayOf<TypeName>>(this.view.columns).map(([name, array]) => bytesOf(array.subarray(0, this.count * this.places(name))));
    const out = new Uint8Array(parts.reduce((sum, part) => sum + padded(part.length), header.length));
    out.set(header);
    let offset = header.length;
    for (const part of parts) {
      out.set(part, offset);
      offset += padded(part.length);
    }
    return out;
  }

  private places(name: string): number {
    return this.layout.columns[name]![1];
  }

  private grow(): void {
    this.capacity = Math.max(16, Math.ceil(this.capacity * 1.5));
    const larger = allocate(this.layout.columns, this.capacity);
    for (const [name, array] of Object.entries<ArrayOf<TypeName>>(this.view.columns)) larger[name]!.set(array);
    this.view.columns = larger;
  }
}

function allocate<C extends Columns>(columns: C, capacity: number): StateView<C>['columns'] {
  const arrays = Object.entries(columns).map(([name, [type, places]]) => [name, new TYPES[type](capacity * places)] as const);
  return Object.fromEntries(arrays) as unknown as StateView<C>['columns'];
}

// The bytes of typed arrays are stored as they stand: little endian, as every machine is that Node is built for except s390x.
function bytesOf(array: ArrayOf<TypeName>): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

const MAGIC = 0x53_54_42_48; // "HBTS" read little endian
const FORMAT = 1;
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

function readHeader(bytes: Uint8Array): { readonly detector: string; readonly version: number; readonly count: number; readonly length: number } {
  if (bytes.length < 16) throw new HabitusError('HAB-STATE-001', `${bytes.length} bytes`, 'a header of at least 16 bytes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0, true);
  if (magic !== MAGIC) throw new HabitusError('HAB-STATE-001', magic.toString(16), 'the magic "HBTS"');
  const format = view.getUint16(4, true);
  if (format !== FORMAT) throw new HabitusError('HAB-STATE-001', format, `format ${FORMAT}`);
  const name = bytes.subarray(13, 13 + view.getUint8(12));
  return { detector: new TextDecoder().decode(name), version: view.getUint16(6, true), count: view.getUint32(8, true), length: padded(13 + name.length) };
}
