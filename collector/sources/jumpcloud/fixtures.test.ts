import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-14T08:16:06.495Z',
  'event.kind': 'event',
  'event.dataset': 'jumpcloud.events',
  'event.module': 'jumpcloud',
  'event.id': '63c264c6c1bd55c1b7e901a4',
  'organization.id': '1234abcdef123456abcdef12',
  'habitus.network': true,
  'habitus.entity.source.address': true,
};

testFixtures('jumpcloud', __dirname, COMMON);
