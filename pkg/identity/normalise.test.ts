import { seededRandom } from '../maths';
import { networkOf, normaliseAddress, normaliseEntity } from './normalise';

test.each([
  ['10.0.0.1', '10.0.0.1'],
  [' 10.0.0.1:4711', '10.0.0.1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['[2001:DB8::1]:443', '2001:db8::1'],
  ['2001:0db8:0000::0001', '2001:db8::1'],
  ['300.1.1.1', undefined],
  ['4711', undefined],
  ['127.1', undefined],
  ['010.0.0.1', undefined],
  ['0x7f.0.0.1', undefined],
  ['fe80::1%eth0', 'fe80::1%eth0'],
  [':', undefined],
  ['example.com', undefined],
  ['-', undefined],
  ['', undefined],
])('address %s is %s', (raw, id) => expect(normaliseAddress(raw)).toBe(id));

test('an address of four numbers is what the long expression says it is, seed 52', () => {
  const random = seededRandom(52);
  const one = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
  const pieces = ['0', '1', '9', '10', '99', '100', '199', '249', '250', '255', '256', '260', '300', '00', '01', '', 'a', '-1', '1000'];
  const piece = (): string => pieces[Math.floor(random() * pieces.length)] ?? '';
  for (let n = 0; n < 5_000; n++) {
    const text = Array.from({ length: random() < 0.9 ? 4 : 3 + Math.floor(random() * 3) }, piece).join('.');
    expect([text, networkOf(text) !== undefined]).toEqual([text, one.test(text)]);
  }
});

test.each([
  ['10.1.2.3', '10.1.2.0/24'],
  ['2001:db8:1:2::3', '2001:db8:1::/48'],
  ['nonsense', undefined],
])('network of %s is %s', (address, network) => expect(networkOf(address)).toBe(network));

test.each([
  ['user', ' ACME\\J.Weber', 'acme\\j.weber'],
  ['host', 'WEB1.Example.com.', 'web1.example.com'],
  ['user', '-', undefined],
] as const)('%s %s is %s', (type, raw, id) => expect(normaliseEntity(type, raw)).toBe(id));
