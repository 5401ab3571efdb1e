import { place } from './place';

test('dotted names share what they have in common', () => {
  const event: Record<string, unknown> = { '@timestamp': 1 };
  place(event, 'user.name', 'ada');
  place(event, 'user.email', 'ada@example.org');
  place(event, 'message', 'hello');
  expect(event).toEqual({ '@timestamp': 1, user: { name: 'ada', email: 'ada@example.org' }, message: 'hello' });
});
