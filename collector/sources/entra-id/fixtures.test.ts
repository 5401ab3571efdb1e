import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-13T09:45:48.072Z',
  'event.kind': 'event',
  'event.module': 'azure',
  'cloud.provider': 'azure',
  'organization.id': '8a4de8b5-095c-47d0-a96f-a75130c61d53',
  'habitus.network': true,
  'habitus.entity.source.address': true,
};

testFixtures('entra-id', __dirname, COMMON);
