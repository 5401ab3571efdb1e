import { constant, join, name, raw, sql } from './sql';

test('binds values in the order of their places, nested pieces included', () => {
  const inner = sql`b = ${2}`;
  expect(sql`a = ${'x'} AND ${inner} AND c = ${true}`).toEqual({
    text: 'a = ? AND b = ? AND c = ?',
    values: ['x', 2, true],
  });
});

test('quotes identifiers and constants so that neither can end early', () => {
  expect(name('user.name').text).toBe('"user.name"');
  expect(name('a"; DROP TABLE x; --').text).toBe('"a""; DROP TABLE x; --"');
  expect(constant("it's").text).toBe("'it''s'");
});

test('joins pieces with their values', () => {
  expect(join([sql`a = ${1}`, raw('b'), sql`c = ${3}`], ' OR ')).toEqual({ text: 'a = ? OR b OR c = ?', values: [1, 3] });
});
