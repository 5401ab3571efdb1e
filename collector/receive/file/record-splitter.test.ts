import { RecordSplitter } from './record-splitter';

/** The records of a text that comes in chunks of `size` bytes, with their offsets. */
function cut(text: string, size = 7): [number, string][] {
  const found: [number, string][] = [];
  const splitter = new RecordSplitter({
    line: (bytes, start, end, offset) => void found.push([offset, Buffer.from(bytes.subarray(start, end)).toString()]),
    tooLong: (offset, length) => void found.push([offset, `too long: ${length > 1024 * 1024}`]),
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
  splitter.end();
  return found;
}

const values = (text: string, size?: number): string[] => cut(text, size).map(([, value]) => value.replace(/\s+/g, ''));

test.each([1, 3, 4_096])('an object over lines, and several behind each other, in chunks of %d', (size) => {
  expect(values('{\n  "a": "}{",\n  "b": [1, {"c": "\\"]"}]\n}\n{\n "d": 2\n}', size)).toEqual(['{"a":"}{","b":[1,{"c":"\\"]"}]}', '{"d":2}']);
});

test.each([1, 4_096])('the items of an array, on one line or on many, in chunks of %d', (size) => {
  expect(cut('[{"a":1},{"b":2}]\n', size)).toEqual([
    [1, '{"a":1}'],
    [9, '{"b":2}'],
  ]);
  expect(values('\uFEFF[\n  {"a": 1},\n  {\n    "b": 2\n  }\n]', size)).toEqual(['{"a":1}', '{"b":2}']);
});

test('objects of a line each stay lines, also one that is cut', () => {
  expect(cut('{"a":1}\n{"b":\n{"c":3}\n')).toEqual([
    [0, '{"a":1}'],
    [8, '{"b":'],
    [14, '{"c":3}'],
  ]);
  expect(cut('{"a":1,"b\n{"c":3}\n').map(([, line]) => line)).toEqual(['{"a":1,"b', '{"c":3}']);
});

test('a log whose lines begin with a bracket is no array', () => {
  expect(values('[Wed Oct 11 2000] [error] x\n[1]\n')).toEqual(['[WedOct112000][error]x', '[1]']);
});

test('an object that does not end is one record; one that is too long is reported and the next is read', () => {
  expect(values('{\n "a": 1,\n')).toEqual(['{"a":1,']);
  const long = `{\n "a": "${'x'.repeat(1_100_000)}"\n}\n{\n "b": 2\n}\n`;
  expect(values(long, 65_536)).toEqual(['toolong:true', '{"b":2}']);
});

test('an empty file has no records', () => {
  expect(cut('')).toEqual([]);
  expect(cut('\n\n')).toEqual([]);
});

test.each([7, 4_096])('a list in an envelope of one long line, or over lines, in chunks of %d', (size) => {
  const items = Array.from({ length: 2_000 }, (_, index) => `{"id":${index},"s":"]}"}`);
  expect(values(`{"Records":[${items.join(',')}]}\n`, size)).toEqual(items);
  expect(values(`{\n "@odata.context": "https://x",\n "value": [\n${items.join(',\n')}\n ]\n}\n`, size)).toEqual(items);
  expect(cut(`{"Records":[${items.join(',')}]}`, size)[1]?.[0]).toBe('{"Records":['.length + (items[0]?.length ?? 0) + 1);
});

test('a small envelope on a line of its own stays a record, as do objects with lists of their own', () => {
  expect(values('{"Records":[{"a":1}]}\n{"Records":[{"b":1}]}\n')).toEqual(['{"Records":[{"a":1}]}', '{"Records":[{"b":1}]}']);
  const record = `{"kind":"x","events":[{"a":"${'y'.repeat(5_000)}"}]}`;
  expect(values(`${record}\n${record}\n`)).toEqual([record, record]);
});
