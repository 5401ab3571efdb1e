import { MOST_BYTES } from './line-splitter';
import { RecordSplitter } from './record-splitter';

interface Seen {
  readonly records: string[];
  readonly offsets: number[];
  readonly long: number[];
}

function cut(text: string, sizes = 7): Seen {
  const seen: Seen = { records: [], offsets: [], long: [] };
  const splitter = new RecordSplitter({
    line: (bytes, start, end, offset) => {
      seen.records.push(Buffer.from(bytes.subarray(start, end)).toString('utf8'));
      seen.offsets.push(offset);
    },
    tooLong: (_offset, length) => void seen.long.push(length),
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += sizes) splitter.push(Buffer.from(bytes.subarray(at, at + sizes)));
  splitter.end();
  return seen;
}

const one = '<Event xmlns="a"><System><EventID>4624</EventID></System><EventData><Data Name="x">1</Data></EventData></Event>';
const two = one.replaceAll('><', '>\n  <').replace('4624', '4625');

test('events over several lines, one behind the other on one line, within Events, with a declaration: whole, at their place in the file', () => {
  for (const size of [1, 7, 100_000]) {
    const text = `\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<Events>${one}${two}\r\n${one}</Events>\n`;
    const { records, offsets } = cut(text, size);
    expect(records).toEqual([one, two, one]);
    expect(offsets).toEqual([0, 1, 2].map((index) => Buffer.from(text.slice(0, [text.indexOf(one), text.indexOf(two), text.lastIndexOf(one)][index])).length));
  }
  expect(cut(`${two}\n${two}`).records).toEqual([two, two]);
});

test('what stands between events, and one that does not end, are records too', () => {
  expect(cut(`${one}\nnoise\n${one}<Event>half`).records.map((record) => record.trim())).toEqual([one, 'noise', one, '<Event>half']);
});

test('an event that is too long is reported once and the next is read', () => {
  const { records, long } = cut(`${one}<Event>${'x'.repeat(MOST_BYTES * 2)}</Event>${one}`, 64 * 1024);
  expect(records).toEqual([one, one]);
  expect(long).toEqual([MOST_BYTES * 2 + '<Event></Event>'.length]);
});

test('a syslog priority is no XML', () => {
  expect(cut('<13>Feb 13 08:35:22 web1 a: b\n<13>Feb 13 08:35:22 web1 a: c').records).toHaveLength(2);
});
