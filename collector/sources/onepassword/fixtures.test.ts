import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-11T14:28:03.000Z',
  'event.kind': 'event',
  'event.module': '1password',
  'event.id': 'HGIF4OEWXDTVWKEQDIWTKV26HU',
  'service.name': '1Password',
  'habitus.network': true,
  'habitus.entity.source.address': true,
};

testFixtures('onepassword', __dirname, COMMON);
