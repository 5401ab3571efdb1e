import { recorder } from '../testing/recorder';
import { recordSource } from './record-source';

const source = recordSource({
  name: 'test',
  mark: /"things":/,
  recognises: (document) => (document.has('thing') ? 1 : 0),
  documents: (payload) => (payload.has('things') ? payload.list('things').map((thing) => (thing === 'nothing' ? undefined : thing)) : undefined),
  fromText: (text) => (text.startsWith('thing ') ? { thing: text.slice(6) } : undefined),
  write(document, _at, out) {
    out.add('tags', document.text('thing') ?? 'none');
    out.end();
  },
});

function tags(payload: unknown): unknown {
  const { out, fields } = recorder();
  const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  source.parse({ bytes, start: 0, end: bytes.length }, { observed: 0, origin: '', place: '' }, out);
  return fields().tags ?? fields().rejected;
}

test.each([
  ['one', { thing: 'a' }, ['a']],
  ['a list', [{ thing: 'a' }, { thing: 'b' }], ['a', 'b']],
  ['an envelope', { things: [{ thing: 'a' }] }, ['a']],
  ['a line', 'thing a', ['a']],
  ['behind a head of syslog', '<14>1 2026-02-14T20:18:57Z gw okta 7 - - \uFEFF{"thing":"a"}', ['a']],
  ['behind an old head of syslog', 'Feb  4 20:18:57 gw okta[7]: {"thing":"a"}', ['a']],
  ['behind the head of a container', '2026-02-14T20:18:57.123456789Z stdout F {"thing":"a"}', ['a']],
  ['behind a head that is none', 'hello {"thing":"a"}', 'HAB-PARSE-003'],
  ['in a message', { '@timestamp': 'x', message: '{"thing":"a"}' }, ['a']],
  ['a line in a message', { message: 'thing a' }, ['a']],
  ['in event.original, nested', { event: { original: '{"thing":"a"}' } }, ['a']],
  ['an envelope in event.original', { 'event.original': '{"things":[{"thing":"a"},{"thing":"b"}]}' }, ['a', 'b']],
  ['from EventBridge in an export', { _source: { detail: { thing: 'a' } } }, ['a']],
  ['its own message is no wrapper', { thing: 'a', message: '{"thing":"b"}' }, ['a']],
  ['a wrapper of something else', { message: '{"other":1}' }, ['none']],
  ['no JSON', '{', 'HAB-PARSE-003'],
  ['a number', '7', 'HAB-PARSE-003'],
  ['a list of numbers', [7], 'HAB-PARSE-003'],
  ['an envelope with a hole', { things: ['nothing'] }, 'HAB-PARSE-003'],
])('%s', (_name, payload, wanted) => {
  expect(tags(payload)).toEqual(wanted);
});

test.each([
  ['{"thing":1}\n{"thing":2}\n', 1],
  ['{"thing":1}\n{"other":2}\n', 0.5],
  ['{\n  "thing": 1\n}\n', 1],
  ['{"message":"{\\"thing\\":1}"}', 1],
  ['thing a\n', 1],
  ['{"things":[{"thing":1},{"thi', 0.9],
  ['other\n', 0],
  ['', 0],
])('sure of %j', (sample, wanted) => {
  expect(source.guess(sample)).toBe(wanted);
});
