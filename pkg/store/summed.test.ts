import { summed } from './summed';

const OPEN = { kind: 'sum', field: 'habitus.extra.load' } as const;

test('fractions summed in any order are one number', () => {
  expect(summed(OPEN, 0.1 + 0.2 + 0.3)).toBe(summed(OPEN, 0.3 + 0.2 + 0.1));
  expect(summed(OPEN, 0.1 + 0.2)).toBe(0.3);
});

test('whole sums and means of whole numbers stay as they are', () => {
  expect(summed(OPEN, 1_234_567_890_123_456)).toBe(1_234_567_890_123_456);
  expect(summed({ kind: 'mean', field: 'source.bytes' }, 1 / 3)).toBe(1 / 3);
});
