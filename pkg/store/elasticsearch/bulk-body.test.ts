import { creations } from './bulk-body';

test('each document stands behind its id, as text and as bytes', () => {
  const body = creations([
    { id: 'a', source: '{"user.name":"Zürich \u{1f512}"}' },
    { id: 'quoted"\n', source: Buffer.from('{"n":1}') },
  ]);
  expect(body.toString()).toBe('{"create":{"_id":"a"}}\n{"user.name":"Zürich \u{1f512}"}\n{"create":{"_id":"quoted\\"\\n"}}\n{"n":1}\n');
  expect(creations([])).toHaveLength(0);
});
