import { ByteBuffer } from './byte-buffer';
import { Fragment } from './fragment';

test('fragments of every length are written as they are, also where the buffer has to grow', () => {
  for (let length = 0; length <= 40; length++) {
    const out = new ByteBuffer(3);
    const text = 'abcdefghijklmnopqrstuvwxyzäöü'.slice(0, length);
    out.fragment(Fragment.of(text));
    out.ascii('!');
    out.fragment(Fragment.of(text));
    expect(out.bytes().toString('utf8')).toBe(`${text}!${text}`);
  }
});

test('whole numbers in decimal digits', () => {
  for (const value of [0, 1, 9, 10, 99, 100, 200, 65_535, 99_999, 1_000_000_000, 2 ** 31 - 1]) {
    const out = new ByteBuffer(1);
    out.whole(value);
    expect(out.bytes().toString()).toBe(String(value));
  }
});

test('hexadecimal digits, leading zeros and all', () => {
  const out = new ByteBuffer(1);
  out.hex(0xabc, 6);
  out.hex(-1, 8);
  out.hex(0x12345, 4);
  expect(out.bytes().toString()).toBe('000abcffffffff2345');
});

test('what was written since a size can be written again', () => {
  const out = new ByteBuffer(4);
  out.ascii('one ');
  const before = out.size;
  out.text('zwölf');
  const written = out.since(before);
  out.clear();
  out.fragment(written);
  expect(out.bytes().toString('utf8')).toBe('zwölf');
});
