import { recorder } from '../../testing/recorder';
import { readAddress, writeAddress } from './address';

test.each([
  ['192.0.2.7', { ip: '192.0.2.7' }],
  ['192.0.2.7:4711', { ip: '192.0.2.7', port: 4711 }],
  ['2001:DB8::1', { ip: '2001:db8::1' }],
  ['[2001:db8::1]:443', { ip: '2001:db8::1', port: 443 }],
  ['[2001:db8::1]', { ip: '2001:db8::1' }],
  ['::ffff:192.0.2.7', { ip: '192.0.2.7' }],
  ['fe80::1%eth0', { ip: 'fe80::1' }],
  ['/192.0.2.7:9', { ip: '192.0.2.7', port: 9 }],
  ['203.0.113.5, 10.0.0.8', { ip: '203.0.113.5' }],
  ['::1', { ip: '::1' }],
  ['2001:db8::1#80', { ip: '2001:db8::1', port: 80 }],
  ['2001:db8::1p80', { ip: '2001:db8::1', port: 80 }],
  ['2001:db8::1 port 80', { ip: '2001:db8::1', port: 80 }],
  ['2001:db8:0:1:2:3:4:5:8080', { ip: '2001:db8:0:1:2:3:4:5', port: 8080 }],
  ['2001:db8:0:1:2:3:4:5.80', { ip: '2001:db8:0:1:2:3:4:5', port: 80 }],
  ['2001:db8:0:1:2:3:4:5', { ip: '2001:db8:0:1:2:3:4:5' }],
  ['web1.acme.example:22', { name: 'web1.acme.example', port: 22 }],
  ['signin.amazonaws.com', { name: 'signin.amazonaws.com' }],
])('%s', (given, wanted) => {
  expect(readAddress(given)).toEqual(wanted);
});

test.each(['-', '', null, 'unknown', 'AWS Internal', 'LOCAL', 'N/A'])('%j is none', (given) => {
  expect(readAddress(given)).toBeUndefined();
});

test.each([
  ['source', '192.0.2.7:4711', undefined, { 'source.ip': '192.0.2.7', 'source.address': '192.0.2.7', 'source.port': 4711, 'related.ip': ['192.0.2.7'] }],
  [
    'destination',
    '192.0.2.7',
    '443',
    { 'destination.ip': '192.0.2.7', 'destination.address': '192.0.2.7', 'destination.port': 443, 'related.ip': ['192.0.2.7'] },
  ],
  ['source', '192.0.2.7', 0, { 'source.ip': '192.0.2.7', 'source.address': '192.0.2.7', 'related.ip': ['192.0.2.7'] }],
  ['source', 'web1', undefined, { 'source.address': 'web1', 'source.domain': 'web1', 'related.hosts': ['web1'] }],
  ['source', '-', undefined, {}],
] as const)('%s %s %s', (side, given, port, wanted) => {
  const { out, fields } = recorder();
  writeAddress(out, side, given, port);
  expect(fields()).toEqual(wanted);
});
