import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from './config';

const dir = mkdtempSync(join(tmpdir(), 'habitus-config-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function read(views: string): unknown {
  const file = join(dir, 'habitus.yaml');
  writeFileSync(file, `views:\n${views}`);
  return resolveConfig({ env: {}, file }).values.views;
}

test('views are read from the file, with all that a field can be', () => {
  const views = `
  - name: app
    kind: custom
    indices: [app-*, -app-test-*]
    time: at
    zone: Europe/Vienna
    query: 'kind: login'
    days: 30
    fields:
      user.name: who
      source.ip: { field: [peer, client] }
      event.outcome: { field: result, values: { OK: success, 1: success }, otherwise: failure }
      habitus.payment.amount: { field: euros, scale: 100 }
      event.category: { value: [authentication] }
  - { name: beats, kind: ecs, indices: filebeat-* }
`;
  expect(read(views)).toMatchObject([{ name: 'app', fields: { 'event.outcome': { values: { OK: 'success', 1: 'success' } } } }, { indices: ['filebeat-*'] }]);
});

test.each([
  ['a kind that is none', '  - { name: a, kind: beats, indices: a-* }', /views\[0\]\.kind/],
  ['another cluster', '  - { name: a, kind: ecs, indices: "west:logs-*" }', /views\[0\]\.indices/],
  ['a field that we do not have', '  - { name: a, kind: custom, indices: a-*, fields: { user.nom: x } }', /expected .*views\[0\]\.fields/],
  ['a key that is none', '  - { name: a, kind: ecs, indices: a-*, filter: x }', /filter/],
  ['custom without fields', '  - { name: a, kind: custom, indices: a-* }', /expected `fields`/],
  ['a zone that is none', '  - { name: a, kind: ecs, indices: a-*, zone: Mars }', /views\[0\]\.zone: expected a time zone/],
  ['two of one name', '  - { name: a, kind: ecs, indices: a-* }\n  - { name: a, kind: ecs, indices: b-* }', /different names/],
])('%s is refused at its place', (_name, views, message) => {
  expect(() => read(views)).toThrow(message);
});
