import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { eventOf, parseLines } from '../../testing/parse-lines';

const REST =
  '- - [17/May/2015:10:05:03 +0200] "GET /a/b.png?x=1 HTTP/1.1" 200 203023 "http://ref/" "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"';

async function event(line: string): Promise<Record<string, unknown>> {
  return eventOf((await parseLines('web-access', [line]))[0]);
}

test('a combined line', async () => {
  expect(await event(`83.149.9.216 ${REST}`)).toMatchObject({
    '@timestamp': '2015-05-17T08:05:03.000Z',
    source: { ip: '83.149.9.216' },
    http: { request: { method: 'GET', referrer: 'http://ref/' }, response: { status_code: 200, body: { bytes: 203_023 } }, version: '1.1' },
    url: { path: '/a/b.png', query: 'x=1', extension: 'png', original: '/a/b.png?x=1' },
    user_agent: { name: 'Firefox', version: '143.0' },
    event: { outcome: 'success', category: ['web'], type: ['access'] },
    habitus: { network: '83.149.9.0/24', entity: { source: { address: '83.149.9.216' } } },
  });
});

test.each([
  ['a virtual host in front', `www.example.com:443 10.0.0.1 ${REST}`, { source: { ip: '10.0.0.1' }, url: { domain: 'www.example.com' } }],
  ['a list of forwarders', `10.0.0.2, 81.2.69.143, 127.0.0.1 ${REST}`, { source: { ip: '81.2.69.143' } }],
  ['IPv6', `2001:db8::1 ${REST}`, { source: { ip: '2001:db8::1' }, habitus: { network: '2001:db8::/48' } }],
  [
    'a user',
    `10.0.0.1 - frank lee [17/May/2015:10:05:03 +0000] "GET / HTTP/1.0" 404 - "-" "-"`,
    { user: { name: 'frank lee' }, event: { outcome: 'failure' } },
  ],
  ['a request that is only a dash', `10.0.0.1 - - [17/May/2015:10:05:03 +0000] "-" 408 0 "-" "-"`, { http: { response: { status_code: 408 } } }],
  ['TLS bytes as a request', `10.0.0.1 - - [17/May/2015:10:05:03 +0000] "\\x16\\x03\\x01" 400 226 "-" "-"`, { url: { original: '\\x16\\x03\\x01' } }],
  ['quotes in the agent', `10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "a \\"b\\" c"`, { user_agent: { original: 'a "b" c' } }],
  ['the common format', `10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1`, { http: { response: { body: { bytes: 1 } } } }],
  ['fields behind the agent', `10.0.0.1 ${REST} 0.123 [default-svc-80] 10.2.3.4:80`, { source: { ip: '10.0.0.1' } }],
  [
    'a target with a host',
    `10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET http://Evil.example/x?y HTTP/1.1" 200 1 "-" "-"`,
    { url: { domain: 'evil.example', path: '/x', query: 'y' } },
  ],
])('%s', async (_name, line, expected) => {
  expect(await event(line)).toMatchObject(expected);
});

test('a program that says what it is becomes a bot and stays', async () => {
  expect(
    await event(
      `10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"`
    )
  ).toMatchObject({ user_agent: { synthetic: { type: 'bot' } } });
});

test('health checks are dropped by name, a clock of 1970 and one of 2099 are dead letters', async () => {
  const line = (time: string, path: string): string => `10.0.0.1 - - [${time}] "GET ${path} HTTP/1.1" 200 1 "-" "x"`;
  const records = await parseLines('web-access', [
    line('17/May/2015:10:05:03 +0000', '/healthz'),
    line('01/Jan/1970:00:00:01 +0000', '/'),
    line('01/Jan/2099:00:00:01 +0000', '/'),
  ]);
  expect(records).toMatchObject([{ dropped: 'health-check' }, { rejection: { code: 'HAB-PARSE-006' } }, { rejection: { code: 'HAB-PARSE-006' } }]);
});

test('hostile lines take linear time: 200,000 characters below 100 ms each', async () => {
  for (const filler of ['"', '\\', ' ', '[', ', ', '] "']) {
    const began = performance.now();
    await parseLines('web-access', [`10.0.0.1 - - [17/May/2015:10:05:03 +0000] "${filler.repeat(200_000 / filler.length)}`]);
    expect(performance.now() - began).toBeLessThan(100);
  }
});

const REAL = join(__dirname, '../../../../shared/data/web-access/access.log.gz');
const onRealLog = existsSync(REAL) ? test : test.skip;
onRealLog('of the real log every line is an event', async () => {
  const records = await parseLines(undefined, gunzipSync(readFileSync(REAL)));
  expect(records.filter((record) => !('event' in record))).toEqual([]);
  expect(records).toHaveLength(4_525);
});
