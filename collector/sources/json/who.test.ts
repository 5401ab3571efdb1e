import { recorder } from '../../testing/recorder';
import { readWho, writeUser } from './who';

test.each([
  ['ada', { name: 'ada' }],
  [' Ada ', { name: 'Ada' }],
  ['Ada.Weber@acme.example', { name: 'Ada.Weber', domain: 'acme.example', email: 'Ada.Weber@acme.example' }],
  ['ACME\\ada', { name: 'ada', domain: 'ACME' }],
  ['ACME\\\\ada', { name: 'ada', domain: 'ACME' }],
  ['.\\ada', { name: 'ada', domain: undefined }],
  ['WEB1$', { name: 'WEB1$' }],
  ['urn:spo:guest#ada@acme.example', { name: 'ada', domain: 'acme.example', email: 'ada@acme.example' }],
  ['ada@acme.example\\', { name: 'ada', domain: 'acme.example', email: 'ada@acme.example' }],
  ['CN=Weber\\, Ada,OU=Staff,DC=acme,DC=example', { name: 'Weber, Ada', domain: 'acme.example' }],
  ['uid=ada,ou=people', { name: 'ada', domain: undefined }],
  ['S-1-5-21-1-2-3-1104', { id: 'S-1-5-21-1-2-3-1104' }],
  ['{CC74404C-DE7E-482A-98F7-B271FF3C49BE}', { id: 'CC74404C-DE7E-482A-98F7-B271FF3C49BE' }],
  ['user@host@realm', { name: 'user@host@realm' }],
  [1104, { name: '1104' }],
])('%s', (given, wanted) => {
  expect(readWho(given)).toEqual(wanted);
});

test.each(['', '-', 'null', 'N/A', 'unknown', 'S-1-0-0', '00000000-0000-0000-0000-000000000000', null, undefined, {}])('%j is nobody', (given) => {
  expect(readWho(given)).toBeUndefined();
});

test('the actor by id keeps its id as entity for enrichment', () => {
  const { out, fields } = recorder();
  writeUser(out, { id: '00u1', name: 'ada@acme.example', fullName: 'Ada Weber' });
  expect(fields()).toEqual({
    'user.id': '00u1',
    'user.name': 'ada',
    'user.domain': 'acme.example',
    'user.email': 'ada@acme.example',
    'user.full_name': 'Ada Weber',
    'related.user': ['ada', 'ada@acme.example'],
  });
});

test('without an id the entity keeps the domain', () => {
  const { out, fields } = recorder();
  writeUser(out, 'ACME\\Ada', 'user.target');
  expect(fields()).toEqual({
    'user.target.name': 'Ada',
    'user.target.domain': 'ACME',
    'related.user': ['Ada'],
    'habitus.entity.target.user': 'acme\\ada',
  });
});

test('a login is kept as it came', () => {
  const { out, fields } = recorder();
  writeUser(out, { login: 'ada@acme.example' });
  expect(fields()).toEqual({
    'user.name': 'ada@acme.example',
    'user.domain': 'acme.example',
    'user.email': 'ada@acme.example',
    'related.user': ['ada@acme.example'],
    'habitus.entity.actor.user': 'ada@acme.example',
  });
});

test('nobody writes nothing', () => {
  const { out, fields } = recorder();
  writeUser(out, { id: 'S-1-0-0', name: '-' });
  writeUser(out, 'unknown', 'user.target');
  expect(fields()).toEqual({});
});

test('a name that no account has makes no entity', () => {
  const { out, fields } = recorder();
  writeUser(out, 'nobody@acme.example', 'user', true);
  expect(fields()).toEqual({
    'user.name': 'nobody',
    'user.domain': 'acme.example',
    'user.email': 'nobody@acme.example',
    'related.user': ['nobody', 'nobody@acme.example'],
    'labels.invalid_user': 'true',
  });
});
