import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-02T15:00:00.000Z',
  'event.kind': 'event',
  'event.module': 'google_workspace',
  'event.id': '-7465',
  'organization.id': 'C03abc',
  'habitus.network': true,
  'habitus.entity.source.address': true,
};

testFixtures('google-workspace', __dirname, COMMON);
