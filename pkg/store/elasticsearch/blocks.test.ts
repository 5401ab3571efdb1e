import { inBlocks, isBlock } from './blocks';

test.each([
  ['10.1.2.3', '10.1.0.0/16', true],
  ['10.2.2.3', '10.1.0.0/16', false],
  ['::ffff:10.1.2.3', '10.1.0.0/16', true],
  ['10.1.2.3', '10.1.2.200/24', true],
  ['192.168.0.9', '192.168.0.8/30', true],
  ['192.168.0.12', '192.168.0.8/30', false],
  ['2001:db8::17', '2001:db8::10/124', true],
  ['2001:db8::17', '2001:db8::18/125', false],
  ['::1', '::1', true],
  ['10.1.2.3', '0.0.0.0/0', true],
  ['::1', '0.0.0.0/0', false],
  ['anna', '0.0.0.0/0', false],
  ['10.1', '0.0.0.0/0', false],
  ['fe80::1%eth0', 'fe80::/10', false],
])('%s in %s: %s', (address, block, expected) => {
  expect(inBlocks(address, ['203.0.113.0/24', block])).toBe(expected);
});

test('what is no block says so', () => {
  expect(['10.0.0.0/8', '2001:db8::/32', '::1', '10.0.0.1'].every(isBlock)).toBe(true);
  expect(['10.0.0.0/33', 'x/8', '', '10.0.0.0/', '2001:db8::/129', '10.0.0.0/-1'].some(isBlock)).toBe(false);
});
