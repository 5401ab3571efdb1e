import { readAnswer } from './answer';

const PART = { request: 7, body: '', places: [0, 1, 2] };
const read = (text: string): unknown => readAnswer(text, PART, 200);

test('scores by their ids; null and left out are missing; other keys are passed by', () => {
  expect(read('{"request":7,"model":"m","scores":[{"id":2,"p":1,"why":"x"},{"id":0,"p":null}]}')).toEqual([undefined, undefined, 1]);
  expect(read('{"request":7,"scores":[]}')).toEqual([undefined, undefined, undefined]);
  expect(read('{"request":7,"scores":[{"id":0,"p":0},{"id":1,"p":1e-300},{"id":2}]}')).toEqual([0, 1e-300, undefined]);
});

test.each([
  ['nothing', '', 'text that is no JSON'],
  ['a page of HTML', '<html>secret</html>', 'text that is no JSON'],
  ['NaN', '{"request":7,"scores":[{"id":0,"p":NaN}]}', 'text that is no JSON'],
  ['no list', '{"request":7}', 'JSON without a list of scores'],
  ['null', 'null', 'JSON without a list of scores'],
  ['the answer to another request', '{"request":6,"scores":[]}', 'an answer to another request'],
  ['more than was asked', '{"request":7,"scores":[{"id":0},{"id":1},{"id":2},{"id":0}]}', '4 scores'],
  ['an id twice', '{"request":7,"scores":[{"id":0,"p":0.1},{"id":0,"p":0.2}]}', 'id 0 twice'],
  ['an id beyond', '{"request":7,"scores":[{"id":3,"p":0.1}]}', 'an id that was not asked'],
  ['an id between', '{"request":7,"scores":[{"id":0.5,"p":0.1}]}', 'an id that was not asked'],
  ['an id in letters', '{"request":7,"scores":[{"id":"__proto__","p":0.1}]}', 'an id that was not asked'],
  ['p above 1', '{"request":7,"scores":[{"id":0,"p":1.0001}]}', '1.0001'],
  ['p below 0', '{"request":7,"scores":[{"id":0,"p":-1}]}', '-1'],
  ['p that is infinite', '{"request":7,"scores":[{"id":0,"p":1e999}]}', 'null'],
  ['p in letters', '{"request":7,"scores":[{"id":0,"p":"0.5"}]}', 'a p that is a string'],
  ['a score that is none', '{"request":7,"scores":[null]}', 'a score that is no object'],
  ['too many bytes', `{"request":7,"scores":[],"why":"${'x'.repeat(200)}"}`, 'more bytes than an answer may have'],
])('refused: %s', (_, text, got) => {
  expect(() => read(text)).toThrow(`got ${got}`);
  expect(() => read(text)).toThrow('HAB-DETECT-002');
  expect(() => read(text)).not.toThrow('secret');
});
