import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-13T08:35:22.123Z',
  'event.kind': 'event',
  'event.dataset': 'system.security',
  'event.module': 'system',
  'event.provider': 'Microsoft-Windows-Security-Auditing',
  'event.id': 'dc1.acme.example:Security:4711',
  'host.name': 'dc1.acme.example',
  'habitus.entity.target.host': 'dc1.acme.example',
  'habitus.network': true,
};

testFixtures('windows', __dirname, COMMON);
