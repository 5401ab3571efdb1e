import { putNamed } from './put-named';

function put(values: Readonly<Record<string, unknown>>, before: Record<string, unknown> = {}): Record<string, unknown> {
  putNamed(before, Object.entries(values));
  return before;
}

test.each([[{ 'client.address': 'c', 'network.peer.address': 'p' }], [{ 'network.peer.address': 'p', 'client.address': 'c' }]])(
  'who is connected may be a proxy: %j',
  (values) => {
    expect(put(values)).toEqual({ 'source.address': 'c', 'network.peer.address': 'p' });
  }
);

test('the weaker name stands where it is alone, also over what was there before', () => {
  expect(put({ 'net.peer.ip': 'p' }, { 'source.address': 'of the resource' })).toEqual({ 'source.address': 'p' });
});

test('an empty text takes nothing away', () => {
  expect(put({ 'user.id': '' }, { 'user.id': 'ada' })).toEqual({ 'user.id': 'ada' });
  expect(put({ 'enduser.id': '', 'enduser.pseudo.id': 'x' }, { 'user.id': 'ada' })).toEqual({ 'user.id': 'x' });
});
