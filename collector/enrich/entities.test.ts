import { eventOf, parseLines } from '../testing/parse-lines';

const at = (address: string): string =>
  JSON.stringify({
    time_iso8601: '2025-05-17T10:05:03+00:00',
    remote_addr: address,
    host: 'App.example',
    request_uri: '/',
    request_method: 'GET',
    status: 200,
  });

test.each([
  ['192.0.2.7', 'ipv4'],
  ['::ffff:192.0.2.7', 'ipv4'],
  ['2001:db8::7', 'ipv6'],
])('the kind of network of %s is %s', async (address, type) => {
  const [record] = await parseLines('web-access', [at(address)]);
  expect(eventOf(record).network).toEqual({ type });
});

test('a name that an event has under any field is in related.hosts, once, an address that stands for a name is not', async () => {
  const records = await parseLines('web-access', [
    'app.example:443 192.0.2.7 - - [17/May/2025:10:05:03 +0000] "GET http://app.example/ HTTP/1.1" 200 5',
    '192.0.2.7 - - [17/May/2025:10:05:03 +0000] "GET http://10.0.0.5:8080/ HTTP/1.1" 200 5',
  ]);
  expect(records.map((record) => (eventOf(record).related as { hosts?: string[] }).hosts)).toEqual([['app.example'], undefined]);
});
