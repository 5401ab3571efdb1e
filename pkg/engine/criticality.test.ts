import { Criticalities, priorityOf } from './criticality';

const rules = new Criticalities({ extreme: ['host:dc-*', 'account:treasury'], high: ['user:admin*', 'host:dc-lab'], low: ['host:*-test'] });

test.each([
  ['host', 'dc-1', 'extreme'],
  ['host', 'DC-1', 'extreme'],
  ['host', 'dc-lab', 'extreme'],
  ['host', 'web-test', 'low'],
  ['host', 'dc-test', 'extreme'],
  ['account', 'treasury', 'extreme'],
  ['account', 'treasury-2', 'medium'],
  ['user', 'administrator', 'high'],
  ['address', 'host:dc-1', 'medium'],
] as const)('%s:%s is %s', (type, id, expected) => {
  expect(rules.of({ type, id })).toBe(expected);
});

test('nothing but a star is special in a pattern', () => {
  const dotted = new Criticalities({ high: ['user:a.b+c@x.com'] });
  expect(dotted.of({ type: 'user', id: 'a.b+c@x.com' })).toBe('high');
  expect(dotted.of({ type: 'user', id: 'aXb+c@x.com' })).toBe('medium');
});

test('a case is as critical as the most critical of those in it', () => {
  expect(
    rules.ofAll([
      { type: 'host', id: 'web-test' },
      { type: 'user', id: 'admin' },
    ])
  ).toBe('high');
  expect(rules.ofAll([{ type: 'host', id: 'web-test' }])).toBe('low');
  expect(rules.ofAll([])).toBe('medium');
});

test('it moves a row by a power of ten a step', () => {
  expect((['low', 'medium', 'high', 'extreme'] as const).map((level) => priorityOf(40, level))).toEqual([30, 40, 50, 60]);
});
