import { seededRandom } from '../maths';
import { SparseWords } from './sparse-words';

/** Words of which so large a share is not 0. */
function some(size: number, share: number, random: () => number): Uint32Array {
  return Uint32Array.from({ length: size }, () => (random() < share ? 1 + Math.floor(random() * 0xffffffff) : 0));
}

function packed(sparse: SparseWords, from: Uint32Array): Uint32Array {
  const length = sparse.pack(from);
  const out = new Uint32Array(length + 3);
  if (length === 0) return out;
  out.set(sparse.masks.subarray(0, sparse.maskCount), 3);
  out.set(sparse.words.subarray(0, sparse.wordCount), 3 + sparse.maskCount);
  return out;
}

test('every bit comes back, whatever the size and the share of zeros (seed 11)', () => {
  const random = seededRandom(11);
  for (const size of [1, 31, 32, 33, 190, 1_024, 1_025, 1_480]) {
    for (const share of [0.01, 0.2, 1]) {
      const from = some(size, share, random);
      const sparse = new SparseWords(size);
      const bytes = packed(sparse, from);
      const to = new Uint32Array(size);
      if (bytes.length > 3) sparse.unpack(bytes, 3, to);
      expect([...to]).toEqual([...from]);
      if (bytes.length > 3) expect(sparse.lengthAt(bytes, 3)).toBe(bytes.length - 3);
    }
  }
});

test('a word of which only the highest bit is set is not 0, and a full list may end in a 0', () => {
  const from = Uint32Array.from({ length: 33 }, (_, at) => (at === 32 ? 0 : 0x80000000));
  const sparse = new SparseWords(from.length);
  const bytes = packed(sparse, from);
  expect(sparse.wordCount).toBe(32);
  const to = new Uint32Array(from.length);
  sparse.unpack(bytes, 3, to);
  expect([...to]).toEqual([...from]);
});

test('nothing but zeros takes no word, and few words little more than themselves', () => {
  const sparse = new SparseWords(190);
  expect(sparse.pack(new Uint32Array(190))).toBe(0);
  expect(sparse.pack(new Uint32Array(190).fill(7, 40, 50))).toBe(10 + 2);
});

test('masks that speak of words beyond the last are found', () => {
  const sparse = new SparseWords(33);
  expect(sparse.lengthAt(Uint32Array.of(0b10, 0b1, 9), 0)).toBe(3);
  expect(sparse.lengthAt(Uint32Array.of(0b10, 0b10, 9), 0)).toBeNaN();
  expect(sparse.lengthAt(Uint32Array.of(0b100, 0b1, 9), 0)).toBeNaN();
});
