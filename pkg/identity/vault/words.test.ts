import { ADJECTIVES, ANIMALS } from './words';

test.each([ADJECTIVES, ANIMALS])('128 different words of letters', (...words) => {
  expect(new Set(words).size).toBe(128);
  expect(words.filter((word) => !/^[a-z]{2,9}$/.test(word))).toEqual([]);
});
