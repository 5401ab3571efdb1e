import { signInLine } from './load';

test('a line says who, whence and how it ended, and nothing of an attack', () => {
  const line = signInLine({ at: Date.UTC(2018, 10, 1), address: '192.0.2.7', user: 'vkim', success: false, attack: true }, 5);
  expect(JSON.parse(line)).toMatchObject({ user: { name: 'vkim' }, source: { ip: '192.0.2.7' }, event: { outcome: 'failure' } });
  expect(line).not.toMatch(/attack|label/);
});
