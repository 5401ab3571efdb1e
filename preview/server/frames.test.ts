import { Bool, type Field, Float64, Table, TimestampNanosecond, Utf8, makeData, makeVector, tableFromArrays, tableToIPC, vectorFromArray } from 'apache-arrow';
import { frameOf } from './frames';

const time = makeVector(
  makeData({ type: new TimestampNanosecond(), length: 2, data: BigInt64Array.from([1_700_000_000_000_000_000n, 1_700_000_003_600_000_000n]) })
);

test('times become milliseconds, nulls stay, and text, numbers and booleans are themselves', () => {
  const table = new Table({
    time,
    value: vectorFromArray([1.5, null], new Float64()),
    who: vectorFromArray(['ada', null], new Utf8()),
    closed: vectorFromArray([true, false], new Bool()),
  });
  const { schema, data } = frameOf(tableToIPC(table, 'file'), 'A');
  expect(schema.refId).toBe('A');
  expect(schema.fields.map((field: Pick<Field, 'name'> & { readonly type: unknown }) => [field.name, field.type])).toEqual([
    ['time', 'time'],
    ['value', 'number'],
    ['who', 'string'],
    ['closed', 'boolean'],
  ]);
  expect(data.values).toEqual([
    [1_700_000_000_000, 1_700_000_003_600],
    [1.5, null],
    ['ada', null],
    [true, false],
  ]);
});

test('a dictionary is refused, as by Grafana', () => {
  expect(() => frameOf(tableToIPC(tableFromArrays({ who: ['ada', 'bob'] }), 'file'), 'A')).toThrow(/column who: expected a time, number, text or boolean/);
});
