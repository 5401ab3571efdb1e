import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-03T03:06:05.696Z',
  'event.kind': 'event',
  'event.dataset': 'auth0.logs',
  'event.module': 'auth0',
  'event.id': '90020260203030609732115389415260839021644201259064885298',
  'habitus.network': true,
  'habitus.entity.source.address': true,
  'user_agent.name': true,
  'user_agent.version': true,
  'user_agent.os.name': true,
  'user_agent.os.version': true,
  'user_agent.device.name': true,
};

testFixtures('auth0', __dirname, COMMON);
