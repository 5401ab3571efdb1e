import { Fields } from './fields';

const record = new Fields({
  actor: { alternateId: 'ada@example.org', empty: '-' },
  'client.ip': '192.0.2.7',
  CALLERIPADDRESS: '192.0.2.8',
  Level: '4',
  when: '1700000000',
  events: { name: 'login_success' },
  targets: [{ id: 1 }, { id: 2 }],
  ok: 'True',
  none: null,
  rest: { a: 1 },
});

test.each([
  ['nested', () => record.text('actor.alternateId'), 'ada@example.org'],
  ['dotted key', () => record.text('client.ip'), '192.0.2.7'],
  ['case of the exporter', () => record.text('callerIpAddress'), '192.0.2.8'],
  ['number as text', () => record.number('level'), 4],
  ['epoch seconds as text', () => record.time('when'), 1_700_000_000_000],
  ['one object where a list belongs', () => record.each('events').map((event) => event.text('name')), ['login_success']],
  ['a list where one belongs', () => record.at('targets').number('id'), 1],
  ['flag as text', () => record.flag('ok'), true],
  ['a dash is none', () => record.text('actor.empty'), undefined],
  ['null is none', () => record.has('none'), false],
  ['the first path that has one', () => record.text('missing', 'actor.empty', 'actor.alternateId'), 'ada@example.org'],
  ['a list of none', () => record.list('missing'), []],
])('%s', (_name, read, wanted) => {
  expect(read()).toEqual(wanted);
});

test('what nothing asked for is left', () => {
  const fields = new Fields({ a: { b: 1 }, C: 2, left: 3, gone: null });
  fields.text('a.b');
  fields.number('c');
  expect([...fields.unread()]).toEqual([['left', 3]]);
});
