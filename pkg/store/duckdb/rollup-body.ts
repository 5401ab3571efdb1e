import type { RollUp } from '../store';

type Arrays = Pick<RollUp, 'observed' | 'expected' | 'lower' | 'upper'>;

const ORDER = ['observed', 'expected', 'lower', 'upper'] as const;

/** The four arrays as one block: their length, then float64 little endian. Every bit, NaN included, comes back. */
export function packArrays(arrays: Arrays): Uint8Array {
  const { length } = arrays.observed;
  const body = new Float64Array(4 * length);
  for (const [i, key] of ORDER.entries()) {
    body.set(arrays[key], i * length);
  }
  return new Uint8Array(body.buffer);
}

export function unpackArrays(bytes: Uint8Array): Arrays {
  const body = new Float64Array(Uint8Array.from(bytes).buffer);
  const length = body.length / 4;
  return {
    observed: body.slice(0, length),
    expected: body.slice(length, 2 * length),
    lower: body.slice(2 * length, 3 * length),
    upper: body.slice(3 * length),
  };
}
