import { join } from 'node:path';
import { compile } from './compile';
import { loadFeatures, withoutTwins } from './load-features';
import { shippedFeatures } from './shipped';

test('reads files of one’s own', () => {
  expect(loadFeatures([join(__dirname, '../../features/web.yaml')]).map(({ id }) => id)).toContain('requests-per-address');
});

test('a file that is not there, and an id met twice, are refused', () => {
  expect(() => loadFeatures(['nowhere.yaml'])).toThrow('HAB-CLI-002');
  expect(() => withoutTwins([...shippedFeatures(), ...shippedFeatures()])).toThrow('HAB-FEAT-001');
});

test('compiles to a question over buckets', () => {
  const feature = shippedFeatures().find(({ id }) => id === 'logins-failed-per-host');
  expect(feature && compile(feature, 'default', 0, 600_000)).toEqual({
    namespace: 'default',
    entity: { type: 'host', role: 'target' },
    where: {
      all: [
        { field: 'event.category', is: 'authentication' },
        { field: 'event.outcome', is: 'failure' },
      ],
    },
    measure: { kind: 'count' },
    width: 300_000,
    from: 0,
    to: 600_000,
  });
  expect(feature && compile(feature, 'default', 0, 1, ['srv1']).only).toEqual(['srv1']);
});
