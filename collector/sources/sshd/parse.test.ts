import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { eventOf, parseLines } from '../../testing/parse-lines';

const HEAD = 'Feb 20 08:35:22 slave22 sshd[5774]:';

test.each([
  ['Failed password for root from 89.160.20.156 port 29160 ssh2', { user: 'root', ip: '89.160.20.156', outcome: 'failure' }],
  ['Failed password for invalid user admin from 2001:db8::7 port 22 ssh2', { user: 'admin', ip: '2001:db8::7', outcome: 'failure' }],
  ['Failed keyboard-interactive/pam for jo hn from 10.0.0.1 port 5 ssh2', { user: 'jo hn', ip: '10.0.0.1', outcome: 'failure' }],
  [
    'Accepted publickey for ubuntu from 85.245.107.41 port 54259 ssh2: RSA SHA256:Kl8kPGZrTiz7g4FO1hyqHdsSBBb5Fge6NWOobN03XJg',
    { user: 'ubuntu', ip: '85.245.107.41', outcome: 'success' },
  ],
  ['Invalid user pi from 10.1.2.3', { user: 'pi', ip: '10.1.2.3', outcome: 'failure' }],
  ['User root from 10.9.9.9 not allowed because not listed in AllowUsers', { user: 'root', ip: '10.9.9.9', outcome: 'failure' }],
])('%s', async (message, { user, ip, outcome }) => {
  const [record] = await parseLines('sshd', [`${HEAD} ${message}`], { year: 2017 });
  expect(eventOf(record)).toMatchObject({
    '@timestamp': '2017-02-20T08:35:22.000Z',
    user: { name: user },
    source: { ip },
    event: { outcome, category: ['authentication'] },
    host: { name: 'slave22' },
  });
});

test('a name that does not exist makes no user entity, or an attacker would fill the registry', async () => {
  const [real, invented] = await parseLines('sshd', [
    `${HEAD} Failed password for root from 10.0.0.1 port 1 ssh2`,
    `${HEAD} Failed password for invalid user x1 from 10.0.0.1 port 1 ssh2`,
  ]);
  expect(eventOf(real)).toMatchObject({ habitus: { entity: { actor: { user: 'root' }, source: { address: '10.0.0.1' } } } });
  expect(eventOf(invented)).not.toHaveProperty('habitus.entity.actor.user');
  expect(eventOf(invented)).toMatchObject({ labels: { invalid_user: 'true' } });
});

test('a message repeated five times is five events with ids of their own', async () => {
  const records = await parseLines('sshd', [`${HEAD} message repeated 5 times: [ Failed password for root from 10.0.0.1 port 1 ssh2]`]);
  const ids = records.map((record) => (eventOf(record).habitus as { id: string }).id);
  expect(new Set(ids).size).toBe(5);
});

test.each([
  '<86>1 2026-03-01T10:00:00.123456+02:00 web1 sshd 99 - - Failed password for root from 10.0.0.1 port 1 ssh2',
  '2026-03-01T10:00:00.123456+02:00 web1 sshd-session[99]: Failed password for root from 10.0.0.1 port 1 ssh2',
])('a head with year and zone assumes nothing: %s', async (line) => {
  const event = eventOf((await parseLines('sshd', [line]))[0]);
  expect(event['@timestamp']).toBe('2026-03-01T08:00:00.123Z');
  expect(event).not.toHaveProperty('habitus.time');
});

test('the zone named shifts local time, also in summer', async () => {
  const lines = [
    `${HEAD} Accepted password for a from 10.0.0.1 port 1 ssh2`,
    `${HEAD.replace('Feb', 'Jul')} Accepted password for a from 10.0.0.1 port 1 ssh2`,
  ];
  const records = await parseLines('sshd', lines, { year: 2026, zone: 'Europe/Berlin' });
  expect(records.map((record) => eventOf(record)['@timestamp'])).toEqual(['2026-02-20T07:35:22.000Z', '2026-07-20T06:35:22.000Z']);
});

test('sudo says who ran what as whom, refused or not', async () => {
  const records = await parseLines('sshd', [
    'Mar 27 13:09:37 ip sudo:   ubuntu : TTY=pts/0 ; PWD=/home/ubuntu ; USER=root ; COMMAND=/usr/bin/apt-get install x ; y',
    'Mar 27 13:09:37 ip sudo:      bob : user NOT in sudoers ; TTY=pts/0 ; PWD=/tmp ; USER=root ; COMMAND=/bin/sh',
  ]);
  expect(eventOf(records[0])).toMatchObject({
    user: { name: 'ubuntu', effective: { name: 'root' } },
    related: { user: ['ubuntu', 'root'] },
    process: { command_line: '/usr/bin/apt-get install x ; y' },
    event: { outcome: 'success' },
  });
  expect(eventOf(records[1])).toMatchObject({ user: { name: 'bob' }, event: { outcome: 'failure', reason: 'user NOT in sudoers' } });
});

test('what repeats another line, or is a machine talking to itself, is dropped by name', async () => {
  const records = await parseLines('sshd', [
    `${HEAD} input_userauth_request: invalid user admin [preauth]`,
    'Mar 27 13:17:01 ip CRON[9]: pam_unix(cron:session): session opened for user root by (uid=0)',
  ]);
  expect(records).toMatchObject([{ dropped: 'duplicate' }, { dropped: 'machine-noise' }]);
});

test('one failed password is one failed sign-in, whatever else is said of it', async () => {
  const records = await parseLines('sshd', [
    `${HEAD} Connection from 10.0.0.1 port 1 on 10.0.0.5 port 22`,
    `${HEAD} pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=10.0.0.1  user=root`,
    `${HEAD} Failed password for root from 10.0.0.1 port 1 ssh2`,
    `${HEAD} error: maximum authentication attempts exceeded for root from 10.0.0.1 port 1 ssh2 [preauth]`,
    `${HEAD} Disconnecting authenticating user root 10.0.0.1 port 1: Too many authentication failures [preauth]`,
    `${HEAD} Connection closed by authenticating user root 10.0.0.1 port 1 [preauth]`,
  ]);
  expect(records).toHaveLength(6);
  expect(records.filter((record) => (eventOf(record).event as { category: string[] }).category.includes('authentication'))).toHaveLength(1);
});

test('a line of December, read in January, is of last year', async () => {
  const lines = ['Dec 31 23:59:59', 'Jan  1 00:00:01'].map((time) => `${time} web1 sshd[1]: Failed password for root from 10.0.0.1 port 1 ssh2`);
  const records = await parseLines('sshd', lines, { now: Date.UTC(2026, 0, 1, 8) });
  expect(records.map((record) => eventOf(record)['@timestamp'])).toEqual(['2025-12-31T23:59:59.000Z', '2026-01-01T00:00:01.000Z']);
});

test('the zone named is meant also where the year is written and the zone is not', async () => {
  const records = await parseLines('sshd', ['2026-07-20T08:35:22 web1 sshd[1]: Failed password for root from 10.0.0.1 port 1 ssh2'], { zone: 'Europe/Berlin' });
  expect(eventOf(records[0])).toMatchObject({ '@timestamp': '2026-07-20T06:35:22.000Z', habitus: { time: { assumed: 'Europe/Berlin' } } });
});

test('a line that is no syslog is a dead letter with its reason', async () => {
  const [record] = await parseLines('sshd', ['what is this']);
  expect(record).toMatchObject({ rejection: { code: 'HAB-PARSE-003' }, raw: 'what is this' });
});

test('hostile lines take linear time: 200,000 characters below 100 ms each', async () => {
  for (const filler of ['a', ' ', '[', ' from ', '; TTY=']) {
    const line = `${HEAD} Failed password for ${filler.repeat(200_000 / filler.length)}`;
    const began = performance.now();
    await parseLines('sshd', [line]);
    expect(performance.now() - began).toBeLessThan(100);
  }
});

const REAL = join(__dirname, '../../../../shared/data/ssh-authlog/auth.log.gz');
const onRealLog = existsSync(REAL) ? test : test.skip;
onRealLog('of the real log every line is understood or dropped by name, and its failures are all there', async () => {
  const records = await parseLines('sshd', gunzipSync(readFileSync(REAL)), { year: 2017 });
  expect(records.filter((record) => 'rejection' in record)).toEqual([]);
  const failures = records.filter((record) => 'event' in record && record.event.event.outcome === 'failure' && record.event.event.action === 'ssh_login');
  expect(failures.length).toBeGreaterThan(810);
});
