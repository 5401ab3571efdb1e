import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-13T15:01:02.000Z',
  'event.kind': 'event',
  'event.dataset': 'aws.cloudtrail',
  'event.module': 'aws',
  'event.id': 'e-1',
  'cloud.provider': 'aws',
  'cloud.account.id': '123456789012',
  'cloud.region': 'eu-central-1',
  'habitus.network': true,
  'habitus.entity.source.address': true,
};

testFixtures('cloudtrail', __dirname, COMMON);
