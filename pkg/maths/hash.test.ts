import { hash53 } from './hash';

test('stored hashes mean the same for ever', () => {
  expect(['', 'DE', 'Mozilla/5.0', '10.0.0.0/24', 'größe'].map((text) => hash53(text))).toMatchSnapshot();
});

test('100,000 neighbouring strings: exact integers, no collision, all bits in use', () => {
  const hashes = new Set<number>();
  let ones = 0;
  let exact = 0;
  for (let i = 0; i < 100_000; i++) {
    const hash = hash53(`10.${i >> 8}.${i & 255}.0/24`);
    if (Number.isSafeInteger(hash) && hash >= 0) exact++;
    hashes.add(hash);
    ones += Math.floor(hash / 2 ** 52);
  }
  expect(exact).toBe(100_000);
  expect(hashes.size).toBe(100_000);
  expect(ones / 100_000).toBeCloseTo(0.5, 1);
});
