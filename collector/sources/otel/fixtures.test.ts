import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-03-02T08:15:04.120Z',
  'event.kind': 'event',
  'habitus.network': true,
  'habitus.entity.source.address': true,
  'habitus.entity.actor.user': true,
};

testFixtures('otel', __dirname, COMMON);
