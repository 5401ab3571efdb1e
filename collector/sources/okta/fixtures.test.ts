import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-14T20:18:57.718Z',
  'event.kind': 'event',
  'event.dataset': 'okta.system',
  'event.module': 'okta',
  'event.id': '3aeede38-4f67-11ea-abd3-1f5d113f2546',
  'log.level': 'info',
  'habitus.network': true,
  'habitus.entity.source.address': true,
  'user_agent.name': true,
  'user_agent.version': true,
  'user_agent.os.name': true,
  'user_agent.os.version': true,
  'user_agent.device.name': true,
};

testFixtures('okta', __dirname, COMMON);
