import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pseudonyms } from '../../pkg/identity';
import type { FieldName } from '../../pkg/model';
import { Draft } from '../encode/draft';
import { nameEntities } from '../enrich/entities';
import { testPseudonyms } from '../testing/pseudonyms';
import { Protect } from './protect';

let dir: string;
let open: Pseudonyms[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-protect-'));
  open = [];
});
afterEach(async () => {
  for (const one of open) await one.close();
  rmSync(dir, { recursive: true });
});

interface Given {
  readonly fields?: Partial<Record<FieldName, string | number | readonly string[]>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** The event as it would be written, and what becomes of a token: `<ada>` stands for ada's. */
async function protectedOf({ fields = {}, labels = {}, extra = {} }: Given, keep: readonly string[] = []): Promise<Record<string, unknown>> {
  const pseudonyms = await testPseudonyms(dir, keep);
  open.push(pseudonyms);
  const draft = new Draft();
  for (const [name, value] of Object.entries(fields) as [FieldName, string | number | readonly string[]][]) {
    if (typeof value === 'object') for (const one of value) draft.add(name, one);
    else draft.set(name, value);
  }
  for (const [key, value] of Object.entries(labels)) draft.labels.set(key, value);
  for (const [key, value] of Object.entries(extra)) draft.extra.set(key, value);
  nameEntities(draft);
  expect(new Protect(pseudonyms).apply(draft)).toBeUndefined();
  const written: Record<string, unknown> = {};
  for (const name of Object.keys(fields) as FieldName[]) written[name] = draft.list(name).length > 0 ? draft.list(name) : draft.text(name);
  for (const name of [
    'habitus.entity.actor.user',
    'habitus.entity.source.address',
    'habitus.entity.target.host',
    'habitus.network',
    'source.address',
  ] as const) {
    if (draft.has(name)) written[name] = draft.text(name);
  }
  const whole = JSON.stringify({ ...written, labels: Object.fromEntries(draft.labels), extra: Object.fromEntries(draft.extra) });
  const tokens = [...new Set(whole.match(/\b(?:user|address|host|device|account|card|network|domain)-[a-z]+-[a-z]+-[0-9a-z]{10}/g) ?? [])];
  let shown = whole;
  for (const token of tokens) shown = shown.replaceAll(token, `<${(await pseudonyms.vault.open(token)) ?? '?'}>`);
  return JSON.parse(shown) as Record<string, unknown>;
}

test('the fields of a person, an address and a host are their tokens; one user is one token', async () => {
  const { labels, extra, ...fields } = await protectedOf({
    fields: {
      'user.name': 'Ada',
      'user.email': 'Ada.Lovelace@acme.com',
      'user.full_name': 'Ada Lovelace',
      'source.ip': '::ffff:81.2.69.1',
      'source.port': 4711,
      'host.name': 'ADA-Macbook.',
      'related.ip': ['81.2.69.1', '10.0.0.1'],
      'related.user': ['Ada', 'bob'],
      'event.original': 'all of it',
      'source.geo.location.lat': 51.50735,
      'event.action': 'ssh_login',
    },
  });
  expect([labels, extra]).toEqual([{}, {}]);
  expect(fields).toEqual({
    'user.name': '<ada>',
    'user.email': '<ada.lovelace@acme.com>',
    'user.full_name': '<ada lovelace>',
    'source.port': '4711',
    'host.name': '<ada-macbook>',
    'related.ip': ['<81.2.69.1>', '<10.0.0.1>'],
    'related.user': ['<ada>', '<bob>'],
    'source.geo.location.lat': '51.5',
    'event.action': 'ssh_login',
    'habitus.entity.actor.user': '<ada>',
    'habitus.entity.source.address': '<81.2.69.1>',
    'habitus.entity.target.host': '<ada-macbook>',
    'habitus.network': '<81.2.69.0/24>',
    'source.address': '<81.2.69.1>',
  });
});

test.each<[string, string, string]>([
  [
    'the names of the event, as words',
    'Accepted password for ADA from 81.2.69.1 (adamant, ada_backup.tar)',
    'Accepted password for <ada> from <81.2.69.1> (adamant, <ada>_backup.tar)',
  ],
  ['a mail address', 'sent to Grace.Hopper+x@navy.mil.', 'sent to <grace.hopper+x@navy.mil>.'],
  ['an account on a host', 'scp root@web1:/tmp/x', 'scp <root@web1>:/tmp/x'],
  ['addresses', 'from [2001:DB8::7]:22, 10.1.2.3:80 and fe80::1%eth0', 'from [<2001:db8::7>]:22, <10.1.2.3>:80 and <fe80::1%eth0>'],
  ['no addresses', 'at 12:34:56, std::string, 1.2.3.400, 1.2.3.4.5', 'at 12:34:56, std::string, 1.2.3.400, 1.2.3.4.5'],
  ['a card', 'paid by 4111 1111 1111 1111 or 378282246310005', 'paid by [card] or [card]'],
  ['a phone', 'call +43 660 123 45 67 or (212) 555-1234', 'call [number] or [number]'],
  ['long numbers', 'id 123456789, count 12345678', 'id [number], count 12345678'],
  ['secrets', 'Bearer abcdefghijkl; password=hunter2&x=1 eyJhbGciOiJI.eyJzdWIiOiIx.c2ln', 'Bearer [secret]; password=[secret]&x=1 [secret]'],
  [
    'a folder of a person',
    'read /home/grace/x and C:\\Users\\hopper\\y and /home/public/z',
    'read /home/<grace>/x and C:\\Users\\<hopper>\\y and /home/public/z',
  ],
  ['a device', 'lease for 00:1B:44:11:3A:B7', 'lease for <00:1b:44:11:3a:b7>'],
  [
    'what keys say',
    'user=grace role=admin "ownerName": "Grace Hopper" owner: bob, user=- login="a b"',
    'user=<grace> role=admin "ownerName": "<grace hopper>" owner: <bob>, user=- login="<a b>"',
  ],
  ['what JSON says', '{"actor":{"name":"Grace"},"at":1,"note":"by grace"}', '{"actor":{"name":"<grace>"},"at":1,"note":"by <grace>"}'],
  ['what is percent-encoded', 'GET /u?m=grace%40navy.mil and %2540 %zz ada%2Ehtml', 'GET /u?m=<grace@navy.mil> and @ %zz <ada>.html'],
  ['user and password of a URL', 'fetch https://grace:pw@navy.mil/x', 'fetch https://navy.mil/x'],
  ['letters of other scripts', 'für ÄDA, Ada', 'für ÄDA, <ada>'],
])('a message without %s', async (_name, message, expected) => {
  const event = await protectedOf({ fields: { message, 'user.name': 'ada', 'source.ip': '81.2.69.1' } });
  expect(event.message).toBe(expected);
});

test('of a URL user, fragment and values go, of a path the names', async () => {
  const event = await protectedOf({
    fields: {
      'user.id': 'u-17',
      'url.full': 'https://ada:pw@acme.com/u/u-17/edit?user=grace&page=2#grace',
      'url.path': '/u/u-17/edit',
      'url.query': 'user=grace&page=2&grace',
      'http.request.referrer': 'https://acme.com/?q=grace',
      'user_agent.original': 'Mozilla/5.0 Chrome/141.0.0.0 (u-17; 10.1.2.3)',
    },
  });
  expect(event).toMatchObject({
    'url.full': 'https://acme.com/u/<u-17>/edit?user=*&page=*',
    'url.path': '/u/<u-17>/edit',
    'url.query': 'user=*&page=*&*',
    'http.request.referrer': 'https://acme.com/?q=*',
    'user_agent.original': 'Mozilla/5.0 Chrome/141.0.0.0 (<u-17>; <10.1.2.3>)',
  });
});

test('words of a source stay, also where somebody is called so; a name with more than letters goes', async () => {
  const fields = { 'user.name': 'download', 'event.action': 'file-download', message: 'download by download' } as const;
  expect(await protectedOf({ fields })).toMatchObject({ 'event.action': 'file-download', message: '<download> by <download>' });
  expect(await protectedOf({ fields: { 'user.name': 'ada.l', 'event.action': 'login of ada.l' } })).toMatchObject({ 'event.action': 'login of <ada.l>' });
});

test.each<[string, Given['fields'], string, string]>([
  ['a host by its full name and by its own', { 'host.name': 'Ada-Macbook.corp.acme.com' }, 'ADA-MACBOOK up', '<ada-macbook.corp.acme.com> up'],
  ['by a longer name', { 'host.name': 'macada' }, 'macada.local, \\\\MACADA\\c$', '<macada>.local, \\\\<macada>\\c$'],
  ['a host in a list', { 'related.hosts': ['macada.acme.com'] }, 'for (macada)', 'for (<macada.acme.com>)'],
  ['who asks, by a name', { 'source.address': 'macada.acme.com' }, 'macada asks', '<macada.acme.com> asks'],
  ['a machine by the name of its account', { 'user.name': 'MACADA$' }, 'MACADA, MACADA$', '<macada$>, <macada$>'],
  ['an address is no machine', { 'host.name': '192.168.1.7' }, '192 of 192.168.1.7', '192 of <192.168.1.7>'],
  ['nor is a role', { 'host.name': 'www.acme.com' }, 'www is www.acme.com', 'www is <www.acme.com>'],
])('in texts: %s', async (_name, fields = {}, message, expected) => {
  expect((await protectedOf({ fields: { ...fields, message } })).message).toBe(expected);
});

test('the host of a URL is its token wherever it stands, also where it is one word', async () => {
  const fields = {
    'url.domain': 'intranet',
    'url.full': 'https://intranet/x',
    'habitus.entity.target.application': 'intranet',
    'event.action': 'intranet',
  } as const;
  const [token, full] = ['<intranet>', 'https://<intranet>/x'];
  const expected = { 'url.domain': token, 'url.full': full, 'habitus.entity.target.application': token, 'event.action': 'intranet' };
  expect(await protectedOf({ fields })).toMatchObject(expected);
  expect(await protectedOf({ fields }, ['host'])).toMatchObject(fields);
});

test('labels and extras: by their keys, and as texts; names in them are found elsewhere', async () => {
  const event = await protectedOf({
    fields: { message: 'invited Grace Hopper, GHopper' },
    labels: { team: 'blue', owner: 'grace', user_manager: 'Bob', user_department: 'Research', 'of 10.1.2.3': 'x' },
    extra: {
      okta: { actor: { displayName: 'Grace Hopper', alternateId: 'ghopper@navy.mil', type: 'User' }, client: { ip: '10.1.2.3' } },
      'target.name': ['Ann', 'Bea'],
      'request.name': 'checkout',
      'byMail.ann@navy.mil': { 'ann@navy.mil': 1 },
      phone: 4366012345678,
      at: 1_760_000_000_000,
      count: 17,
      serial: 436601234567,
    },
  });
  expect(event).toMatchObject({
    message: 'invited <grace hopper>, <ghopper@navy.mil>',
    labels: { team: 'blue', owner: '<grace>', user_manager: '<bob>', 'of <10.1.2.3>': 'x' },
    extra: {
      okta: { actor: { displayName: '<grace hopper>', alternateId: '<ghopper@navy.mil>', type: 'User' }, client: { ip: '<10.1.2.3>' } },
      'target.name': ['<ann>', '<bea>'],
      'request.name': 'checkout',
      '<bymail.ann@navy.mil>': { '<ann@navy.mil>': 1 },
      phone: '<4366012345678>',
      at: 1_760_000_000_000,
      count: 17,
      serial: '[number]',
    },
  });
  expect((event.labels as Record<string, string>).user_department).toMatch(/^group-/);
});

test('what is to stay in clear stays', async () => {
  const keep = ['host:web-*', 'network', 'labels.user_department', 'habitus.extra.plan'];
  const kept = { labels: { user_department: 'Research' }, extra: { plan: 'gold, ann@navy.mil' } };
  expect(await protectedOf({ ...kept, fields: { 'host.name': 'web-17', 'source.ip': '10.1.2.3' } }, keep)).toMatchObject({
    'host.name': 'web-17',
    'habitus.entity.target.host': 'web-17',
    'habitus.network': '10.1.2.0/24',
    'habitus.entity.source.address': '<10.1.2.3>',
    ...kept,
  });
  expect(await protectedOf({ fields: { 'host.name': 'ada-laptop', message: 'on ada-laptop' } }, keep)).toMatchObject({
    'host.name': '<ada-laptop>',
    message: 'on <ada-laptop>',
  });
});

test('a value nested without end is cut', async () => {
  let deep: unknown = 'ann@navy.mil';
  for (let n = 0; n < 10_000; n++) deep = [deep];
  const event = await protectedOf({ extra: { deep } });
  expect(JSON.stringify(event)).toContain('[too deep]');
  expect(JSON.stringify(event)).not.toContain('navy');
});

test.each(['a@', 'eyJ', '1:', '10.0.0.', 'ip-1-', ':://', '4111 ', '/home/', 'password=', 'user=', 'user', 'a:', '{"a":', 'ada ', '+1 ', '%41', 'Ab0'])(
  'linear in a text of many %j',
  async (part) => {
    const pseudonyms = await testPseudonyms(dir);
    open.push(pseudonyms);
    const protect = new Protect(pseudonyms);
    const draft = new Draft();
    draft.set('user.name', 'ada');
    draft.set('message', part.repeat(200_000 / part.length));
    const before = process.cpuUsage();
    protect.apply(draft);
    const { user, system } = process.cpuUsage(before);
    // Milliseconds; what is quadratic takes 40 billion steps.
    expect((user + system) / 1_000).toBeLessThan(1_500);
  }
);
