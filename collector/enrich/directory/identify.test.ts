import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Directory } from '../../../pkg/identity';
import type { FieldName } from '../../../pkg/model';
import { Draft } from '../../encode/draft';
import { nameEntities } from '../entities';
import { Identify } from './identify';
import { peopleOf } from './people-file';
import { readUnresolved, Unresolved } from './unresolved';

const CSV = `Id;Names;Mails;Department;Title;Zone;Manager;Shoe size
e-1;ada|ACME\\alovelace;ada.lovelace@acme.com;Research;"Countess; Dr";Europe/London;e-2;38
e-2;grace;ghopper@acme.com;;;;;
e-3;admin;bob@acme.com;Sales;;;;
e-4;admin;carol@acme.com;Sales;;;;
`;
const people = new Directory(peopleOf(Buffer.from(CSV), 'people.csv'), ['acme.com', 'ACME']);

let dir: string;
let unresolved: Unresolved;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-directory-'));
  unresolved = new Unresolved(join(dir, 'names.json'), () => 7);
});
afterEach(() => {
  unresolved.close();
  rmSync(dir, { recursive: true });
});

function identified(fields: Partial<Record<FieldName, string>>, labels: Record<string, string> = {}): Draft {
  const draft = new Draft();
  for (const [field, value] of Object.entries(fields)) draft.set(field as FieldName, value);
  for (const [key, value] of Object.entries(labels)) draft.labels.set(key, value);
  draft.set('habitus.source', 'test');
  nameEntities(draft);
  new Identify({ value: people }, unresolved).apply(draft);
  return draft;
}
const actorOf = (draft: Draft): (string | undefined)[] => [draft.text('user.id'), draft.text('habitus.entity.actor.user')];

test.each<[string, Partial<Record<FieldName, string>>]>([
  ['a name', { 'user.name': 'ADA' }],
  ['a mail', { 'user.email': 'Ada.Lovelace@acme.com' }],
  ['a UPN as the id', { 'user.id': 'ada.lovelace@acme.com', 'user.name': 'Ada Lovelace' }],
  ['domain and name in one', { 'user.name': 'ACME\\alovelace' }],
  ['domain beside the name', { 'user.name': 'alovelace', 'user.domain': 'ACME' }],
  ['the id of the directory', { 'user.id': 'E-1' }],
  ["a host's number beside a name", { 'user.id': '1000', 'user.name': 'ada' }],
  ["a system's own id beside a mail", { 'user.id': '00u1abvz4pYqdM8ms4x6', 'user.email': 'ada.lovelace@acme.com' }],
  ['an entity that the source named', { 'habitus.entity.actor.user': 'ada' }],
  ['a shared name beside a mail of one', { 'user.name': 'ada', 'user.email': 'ada.lovelace@acme.com' }],
])('%s is the same person', (_name, fields) => {
  const draft = identified(fields);
  expect(actorOf(draft)).toEqual(['e-1', 'e-1']);
  expect(Object.fromEntries(draft.labels)).toEqual({
    user_department: 'Research',
    user_title: 'Countess; Dr',
    user_zone: 'Europe/London',
    user_manager: 'e-2',
  });
});

test('what the event said stays in related.user', () => {
  expect(identified({ 'user.id': '00u1', 'user.name': 'ada' }).list('related.user')).toEqual(['00u1', 'ada']);
});

test.each<[string, Partial<Record<FieldName, string>>, string, string]>([
  ['a name that two have', { 'user.name': 'admin' }, 'admin', 'shared'],
  ['the same with our domain', { 'user.name': 'ACME\\admin' }, 'acme\\admin', 'shared'],
  ['nobody', { 'user.name': 'mallory' }, 'mallory', 'unknown'],
  ['nobody of our domain goes by the bare name', { 'user.email': 'svc-backup@acme.com' }, 'svc-backup', 'unknown'],
  ['our name at a mail provider', { 'user.email': 'ada@gmail.com' }, 'ada@gmail.com', 'unknown'],
  ["a host's own account", { 'user.name': 'ada', 'user.domain': 'WEB1' }, 'web1\\ada', 'unknown'],
  ['names of two people', { 'user.name': 'ada', 'user.email': 'ghopper@acme.com' }, 'ada', 'contradicting'],
])('%s is not resolved, and said so', (_name, fields, entity, reason) => {
  const draft = identified(fields);
  identified(fields);
  expect(actorOf(draft)).toEqual([undefined, entity]);
  expect(draft.labels.size).toBe(0);
  unresolved.write();
  expect(readUnresolved(join(dir, 'names.json'))).toMatchObject([{ reason, events: 2, source: 'test', last: 7 }]);
});

test('a name that the host says nobody has is nobody, a target is resolved without attributes', () => {
  expect(actorOf(identified({ 'user.name': 'ada' }, { invalid_user: 'true' }))).toEqual([undefined, undefined]);
  const draft = identified({ 'user.name': 'grace', 'user.target.name': 'ada' });
  expect([draft.text('user.target.id'), draft.text('habitus.entity.target.user')]).toEqual(['e-1', 'e-1']);
  expect(draft.labels.size).toBe(0);
});

test('the count goes on where an earlier process ended', () => {
  identified({ 'user.name': 'mallory' });
  unresolved.close();
  unresolved = new Unresolved(join(dir, 'names.json'));
  identified({ 'user.name': 'mallory' });
  unresolved.write();
  expect(readUnresolved(join(dir, 'names.json'))[0]?.events).toBe(2);
});

test.each([
  ['p.json', '[{"id": 7, "names": "x", "mails": ["y@z"]}]', [{ id: '7', names: ['x', 'y@z'] }]],
  ['p.yaml', 'people:\n  - { id: ada, aliases: [a], department: "" }\n', [{ id: 'ada', names: ['a'] }]],
  ['p.csv', '\uFEFFid,names\nada,"a|b"\n', [{ id: 'ada', names: ['a', 'b'] }]],
])('%s is read', (path, text, expected) => expect(peopleOf(Buffer.from(text), path)).toEqual(expected));

test.each([
  ['p.json', '{', /HAB-CONF-003: expected JSON or YAML in p\.json/],
  ['p.yaml', 'people: 7', /HAB-CONF-003: expected a list of people/],
  ['p.yaml', '[{ id: a }, { name: b }]', /HAB-CONF-003: expected a person with an id in p\.yaml, entry 2/],
  ['p.csv', 'name\nada\n', /HAB-CONF-003: expected a column `id`/],
])('%s %s is refused', (path, text, expected) => expect(() => peopleOf(Buffer.from(text), path)).toThrow(expected));

describe('all that Windows and a directory call one person', () => {
  const SID = 'S-1-5-21-3623811015-3361044348-30300820-1013';
  const DN = 'CN=Ada Lovelace,OU=Research,DC=acme,DC=com';
  const known = new Directory(
    [
      { id: 'e-1', names: ['alovelace', 'ACME\\alovelace', 'ada.lovelace@acme.com', DN, SID] },
      { id: 'e-2', names: ['grace', 'S-1-5-21-3623811015-3361044348-30300820-1014'] },
    ],
    ['acme.com', 'ACME']
  );
  const settled = (fields: Partial<Record<FieldName, string>>): Draft => {
    const draft = new Draft();
    for (const [field, value] of Object.entries(fields)) draft.set(field as FieldName, value);
    draft.set('habitus.source', 'windows');
    nameEntities(draft);
    new Identify({ value: known }, unresolved).apply(draft);
    return draft;
  };

  test.each<[string, Partial<Record<FieldName, string>>]>([
    ['a UPN', { 'user.name': 'Ada.Lovelace@ACME.com' }],
    ['DOMAIN\\user', { 'user.name': 'acme\\ALovelace' }],
    ['a distinguished name', { 'user.name': DN }],
    ['a distinguished name with spaces, in another case', { 'user.name': 'cn=Ada Lovelace, ou=Research, dc=ACME, dc=com' }],
    ['a mail', { 'user.email': 'ada.lovelace@acme.com' }],
    ['a SID', { 'user.id': SID }],
    ['a SID beside a name that is not known', { 'user.id': SID, 'user.name': 'al-admin', 'user.domain': 'ACME' }],
    ['a SID that is not known beside a name', { 'user.id': 'S-1-5-21-1-2-3-500', 'user.name': 'alovelace', 'user.domain': 'ACME' }],
    ['all of them', { 'user.id': SID, 'user.name': 'alovelace', 'user.domain': 'ACME', 'user.email': 'ada.lovelace@acme.com' }],
  ])('%s', (_, fields) => {
    expect(actorOf(settled(fields))).toEqual(['e-1', 'e-1']);
    unresolved.close();
    expect(readUnresolved(join(dir, 'names.json'))).toEqual([]);
  });

  test.each<[string, Partial<Record<FieldName, string>>, string]>([
    ['the SID of one and the name of another', { 'user.id': SID, 'user.name': 'grace' }, 'contradicting'],
    ['a SID that nobody has', { 'user.id': 'S-1-5-21-1-2-3-500' }, 'unknown'],
    ['a distinguished name of another folder', { 'user.name': 'CN=Ada Lovelace,OU=Sales,DC=acme,DC=com' }, 'unknown'],
  ])('%s is nobody, and said', (_, fields, reason) => {
    expect(actorOf(settled(fields))[0]).toBe(fields['user.id']);
    unresolved.close();
    expect(readUnresolved(join(dir, 'names.json'))).toMatchObject([{ reason }]);
  });
});
