import { jsonBytes } from './json-pieces';

test.each([
  ['empty', {}],
  ['plain', { a: 1, b: 'x"y', c: null, d: [1, [2, 'ü']], e: undefined, f: { g: true }, h: [] }],
  ['long lists', { ids: Array.from({ length: 3_000 }, (_, n) => `user${n}`), pairs: Array.from({ length: 700 }, (_, n) => [`k${n}`, n / 3, [n]]) }],
  ['a list', Array.from({ length: 513 }, (_, n) => n)],
])('what JSON.stringify gives: %s', (_, value) => {
  const writing = jsonBytes(value);
  let step = writing.next();
  while (step.done !== true) step = writing.next();
  expect(step.value.toString()).toBe(JSON.stringify(value));
});

test('a long list is written in many steps', () => {
  expect([...jsonBytes(Array.from({ length: 20_000 }, (_, n) => `user${n}`))].length).toBeGreaterThan(10);
});
