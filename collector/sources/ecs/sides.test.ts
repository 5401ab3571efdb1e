import { eventOf, parseLines } from '../../testing/parse-lines';

test.each([
  ['nested', { client: { ip: '203.0.113.9', port: 51000, domain: 'pc7.acme.example', bytes: 12 }, server: { ip: '10.0.0.5', port: 443, bytes: '345' } }],
  [
    'dotted',
    {
      'client.ip': '203.0.113.9',
      'client.port': 51000,
      'client.domain': 'pc7.acme.example',
      'client.bytes': 12,
      'server.ip': '10.0.0.5',
      'server.port': 443,
      'server.bytes': 345,
    },
  ],
])('a client is the source, a server the destination: %s', async (_way, sides) => {
  const [record] = await parseLines('ecs', [JSON.stringify({ '@timestamp': '2026-11-20T10:00:00Z', ...sides })]);
  expect(eventOf(record)).toMatchObject({
    source: { ip: '203.0.113.9', address: '203.0.113.9', port: 51000, domain: 'pc7.acme.example', bytes: 12 },
    destination: { ip: '10.0.0.5', address: '10.0.0.5', port: 443, bytes: 345 },
  });
});

test('what the document says of source, destination and host itself stands', async () => {
  const sides = {
    client: { ip: '203.0.113.9' },
    source: { ip: '10.0.0.9' },
    server: { address: 'a' },
    destination: { address: 'b' },
    host: { name: 'n', hostname: 'h' },
  };
  const [record] = await parseLines('ecs', [JSON.stringify({ '@timestamp': '2026-11-20T10:00:00Z', ...sides })]);
  expect(eventOf(record)).toMatchObject({ source: { ip: '10.0.0.9' }, destination: { address: 'b' }, host: { name: 'n' } });
});

test.each([{ host: { hostname: 'web1' } }, { 'host.hostname': 'web1' }])('a host that has only a hostname: %j', async (host) => {
  const [record] = await parseLines('ecs', [JSON.stringify({ '@timestamp': '2026-11-20T10:00:00Z', ...host })]);
  expect(eventOf(record)).toMatchObject({ host: { name: 'web1' }, habitus: { entity: { target: { host: 'web1' } } } });
});
