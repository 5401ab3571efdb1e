import { keysOf } from './key';
import { Tokens } from './tokens';

const keys = keysOf(Buffer.from('a key of a test, long enough for it'), 'default');
const none = (): void => undefined;

test('a token is the same for everybody who has the key, and reads as one', () => {
  const token = new Tokens(keys.token, none).of('user', 'ada');
  expect(token).toMatch(/^user-[a-z]+-[a-z]+-[0-9a-hjkmnp-tv-z]{10}$/);
  expect(new Tokens(keys.token, none).of('user', 'ada')).toBe(token);
  // Fixed for ever: tokens that are stored are to be met again by every later version.
  expect(token).toBe('user-lilac-crow-638n5yktkx');
});

test('another key, another namespace, another kind, another id: another token', () => {
  const secret = Buffer.from('a key of a test, long enough for it');
  const others = [
    new Tokens(keysOf(Buffer.from('another key of a test, long enough '), 'default').token, none).of('user', 'ada'),
    new Tokens(keysOf(secret, 'second').token, none).of('user', 'ada'),
    new Tokens(keys.token, none).of('host', 'ada').replace('host', 'user'),
    new Tokens(keys.token, none).of('user', 'adb'),
    new Tokens(keys.token, none).of('user', 'ada'),
  ];
  expect(new Set(others).size).toBe(5);
});

test('ids have tokens of their own, of all words', () => {
  const tokens = new Tokens(keys.token, none);
  const all = Array.from({ length: 30_000 }, (_, n) => tokens.of('address', `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`));
  expect(new Set(all).size).toBe(30_000);
  for (const part of [1, 2]) expect(new Set(all.map((token) => token.split('-')[part])).size).toBe(128);
});

test('what may be revealed is kept, what nobody asks for is not', () => {
  const kept: string[][] = [];
  const tokens = new Tokens(keys.token, (token, original) => kept.push([token, original]));
  const token = tokens.of('user', 'ada');
  tokens.of('user', 'ada');
  tokens.of('session', 's-1');
  tokens.of('group', 'Research');
  expect(kept).toEqual([[token, 'ada']]);
});
