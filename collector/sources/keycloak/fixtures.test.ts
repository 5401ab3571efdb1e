import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-13T08:35:22.120Z',
  'event.kind': 'event',
  'event.dataset': 'keycloak.log',
  'event.module': 'keycloak',
  'habitus.network': true,
};

testFixtures('keycloak', __dirname, COMMON);
