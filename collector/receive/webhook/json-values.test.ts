import { seededRandom } from '../../../pkg/maths';
import { recordSpans } from './json-values';

const cut = (text: string | Buffer): string[] => {
  const body = Buffer.from(text);
  return recordSpans(body).map(([start, end]) => body.subarray(start, end).toString());
};

test.each([
  ['one document', '{"a":1}', ['{"a":1}']],
  ['one document over lines, with a mark in front', '\ufeff\n{\n "a": [1, 2]\n}\n', ['{\n "a": [1, 2]\n}']],
  ['an array', ' [ {"a":"]},"}, {"b":"\\"}"} ,[3] ] ', ['{"a":"]},"}', '{"b":"\\"}"}', '[3]']],
  ['an empty array', '[]', []],
  ['an array of what is no object', '["a,b", 12,null]', ['"a,b"', '12', 'null']],
  ['lines', '{"a":1}\n{"b":2}\r\n\n{"c":3}', ['{"a":1}', '{"b":2}', '{"c":3}']],
  ['documents behind each other', '{"a":1}{"b":2}', ['{"a":1}', '{"b":2}']],
  ['a line that is no JSON among them', '{"a":1}\nnonsense here\n{"b":2}', ['{"a":1}', 'nonsense here', '{"b":2}']],
  ['text', 'one line\r\n\nanother', ['one line', 'another']],
  ['cut', '[{"a":1},{"b":"', ['{"a":1}', '{"b":"']],
  ['nothing', '', []],
  ['blank', ' \n ', []],
])('%s', (_name, body, expected) => expect(cut(body)).toEqual(expected));

test('is what JSON.parse finds, for 500 random lists, in all four forms (seed 21)', () => {
  const random = seededRandom(21);
  const value = (depth: number): unknown => {
    const kind = Math.floor(random() * (depth > 3 ? 4 : 6));
    if (kind === 4) return Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1));
    if (kind === 5) return Object.fromEntries(Array.from({ length: Math.floor(random() * 4) }, (_, index) => [`k${index}"\\`, value(depth + 1)]));
    return [random() * 1e6, 'a"b\\c],}{[\n', null, true][kind];
  };
  for (let round = 0; round < 500; round++) {
    const list = Array.from({ length: Math.floor(random() * 6) }, () => ({ v: value(0) }));
    const forms = [
      JSON.stringify(list),
      JSON.stringify(list, undefined, 2),
      list.map((one) => JSON.stringify(one)).join('\n'),
      list.map((one) => JSON.stringify(one, undefined, 1)).join(''),
    ];
    for (const form of forms) expect(cut(form).map((one) => JSON.parse(one) as unknown)).toEqual(list);
  }
});

test('hostile bodies of a megabyte take less than 200 ms', () => {
  for (const filler of ['[', '{', '"', '\\', ',', '{"', '"\\', '1']) {
    for (const head of ['', '[', '{']) {
      const body = Buffer.from(head + filler.repeat(1_000_000 / filler.length));
      const began = performance.now();
      recordSpans(body);
      expect(performance.now() - began).toBeLessThan(200);
    }
  }
});
