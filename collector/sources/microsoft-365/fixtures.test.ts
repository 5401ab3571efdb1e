import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-07T16:43:53.000Z',
  'event.kind': 'event',
  'event.dataset': 'o365.audit',
  'event.module': 'o365',
  'event.id': '99d005e6-a4c6-46fd-117c-08d7abeceab5',
  'organization.id': 'b86ab9d4-fcf1-4b11-8a06-7a8f91b47fbd',
  'habitus.network': true,
  'habitus.entity.source.address': true,
};

testFixtures('microsoft-365', __dirname, COMMON);
