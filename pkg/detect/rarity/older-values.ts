import { DAY, type Millis } from '../../model';
import { FILTER_WORDS, type RarityState } from './state';

const MOST = 64;
const LIFE = 180 * DAY;
const BITS = 4;
const LOG2_BITS = 9;

/**
 * Bloom filters of the values that made room for others: 512 bits, 4 of them a value, so that at 64 values 1 in 40 strangers passes.
 * They cannot forget one value, so there are two: when the young one is full or half a year old it becomes the old one, which is dropped.
 */
export function rememberOlder(state: RarityState, hash: number, now: Millis): void {
  const { columns: c, index: i } = state;
  if (c.filled[i]! >= MOST || now - c.begun[i]! > LIFE) {
    const from = i * FILTER_WORDS;
    c.old.set(c.young.subarray(from, from + FILTER_WORDS), from);
    c.young.fill(0, from, from + FILTER_WORDS);
    c.begun[i] = now;
    c.filled[i] = 0;
  }
  for (let k = 0; k < BITS; k++) {
    const bit = bitOf(hash, k);
    c.young[i * FILTER_WORDS + (bit >> 5)]! |= 1 << (bit & 31);
  }
  c.filled[i]!++;
}

export function isOlder({ columns: c, index: i }: RarityState, hash: number): boolean {
  return holds(c.young, i * FILTER_WORDS, hash) || holds(c.old, i * FILTER_WORDS, hash);
}

function holds(filter: Uint32Array, offset: number, hash: number): boolean {
  for (let k = 0; k < BITS; k++) {
    const bit = bitOf(hash, k);
    if ((filter[offset + (bit >> 5)]! & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}

/** Nine bits of the hash for each of the four. */
function bitOf(hash: number, k: number): number {
  return Math.floor(hash / 2 ** (LOG2_BITS * k)) % (1 << LOG2_BITS);
}
