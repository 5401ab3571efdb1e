import type { RollUp } from '../store';

type Arrays = Pick<RollUp, 'observed' | 'expected' | 'lower' | 'upper'>;

const ORDER = ['observed', 'expected', 'lower', 'upper'] as const;
const FLOATS = ORDER.length * Float64Array.BYTES_PER_ELEMENT;
const SPARSE = 1;

/**
 * The four arrays as one block. Buckets without any observation, which most are, take a bit: first the others' numbers, array after array, as
 * float64 little endian; then a bit a bucket; its number of buckets in two bytes; the form, 1. Every bit comes back; NaN as the NaN of JavaScript.
 * A block whose length is a multiple of 32 is of the first form: four whole arrays.
 */
export function packArrays(arrays: Arrays): Uint8Array {
  const { length } = arrays.observed;
  const places = filled(arrays);
  const mask = Math.ceil(length / 8);
  const size = places.length * FLOATS + mask + 3;
  const body = new Uint8Array(size % FLOATS === 0 ? size + 1 : size);
  const floats = new Float64Array(body.buffer, 0, places.length * ORDER.length);
  let at = 0;
  for (const key of ORDER) for (const place of places) floats[at++] = arrays[key][place] ?? Number.NaN;
  for (const place of places) body[places.length * FLOATS + (place >> 3)]! |= 1 << (place & 7);
  body[body.length - 3] = length & 0xff;
  body[body.length - 2] = length >> 8;
  body[body.length - 1] = SPARSE;
  return body;
}

export function unpackArrays(bytes: Uint8Array): Arrays {
  return bytes.length % FLOATS === 0 ? unpackWhole(bytes) : unpackSparse(bytes);
}

function filled({ observed, expected, lower, upper }: Arrays): number[] {
  const places: number[] = [];
  for (let place = 0; place < observed.length; place++) {
    const empty = Number.isNaN(observed[place]) && Number.isNaN(expected[place]) && Number.isNaN(lower[place]) && Number.isNaN(upper[place]);
    if (!empty) places.push(place);
  }
  return places;
}

function unpackSparse(bytes: Uint8Array): Arrays {
  const length = (bytes.at(-3) ?? 0) + ((bytes.at(-2) ?? 0) << 8);
  const filledBytes = Math.floor((bytes.length - 3 - Math.ceil(length / 8)) / FLOATS) * FLOATS;
  const floats = new Float64Array(Uint8Array.from(bytes.subarray(0, filledBytes)).buffer);
  const count = filledBytes / FLOATS;
  const array = (index: number): Float64Array => {
    const values = new Float64Array(length).fill(Number.NaN);
    let at = index * count;
    for (let place = 0; place < length; place++) if (((bytes[filledBytes + (place >> 3)] ?? 0) >> (place & 7)) & 1) values[place] = floats[at++] ?? Number.NaN;
    return values;
  };
  return { observed: array(0), expected: array(1), lower: array(2), upper: array(3) };
}

function unpackWhole(bytes: Uint8Array): Arrays {
  const body = new Float64Array(Uint8Array.from(bytes).buffer);
  const length = body.length / ORDER.length;
  return {
    observed: body.slice(0, length),
    expected: body.slice(length, 2 * length),
    lower: body.slice(2 * length, 3 * length),
    upper: body.slice(3 * length),
  };
}
