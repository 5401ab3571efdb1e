import { WordArena } from './word-arena';

function fill(arena: WordArena, place: number, words: number, value: number): void {
  arena.pageOf(place).fill(value, WordArena.within(place), WordArena.within(place) + words);
}

test('pieces do not touch each other, over many pages', () => {
  const arena = new WordArena();
  const pieces = Array.from({ length: 3_000 }, (_, n) => {
    const words = 1 + (n % 300);
    const place = arena.give(words);
    fill(arena, place, words, n);
    return { place, words, n };
  });
  for (const { place, words, n } of pieces) {
    const piece = arena.pageOf(place).subarray(WordArena.within(place), WordArena.within(place) + words);
    expect(piece.length).toBe(words);
    expect(piece.every((word) => word === n)).toBe(true);
  }
  expect(arena.bytes()).toBeLessThan(1.1 * pieces.reduce((sum, { words }) => sum + 4 * WordArena.roomFor(words), 0) + 512 * 1_024);
});

test('what is taken back is given again', () => {
  const arena = new WordArena();
  const place = arena.give(10);
  arena.takeBack(place, 10);
  expect(arena.give(12)).toBe(place);
  expect(arena.give(12)).not.toBe(place);
  expect(arena.bytes()).toBe(256);
});
