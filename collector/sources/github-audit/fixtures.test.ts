import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-13T08:35:22.123Z',
  'event.kind': 'event',
  'event.dataset': 'github.audit',
  'event.module': 'github',
  'event.id': 'xJJFlFOhQ6b-5vaAFy9Rjw',
  'organization.name': 'acme',
  'habitus.network': true,
  'habitus.entity.source.address': true,
};

testFixtures('github-audit', __dirname, COMMON);
