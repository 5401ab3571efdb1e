import { testFixtures } from '../../testing/test-fixtures';

/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-03-02T08:15:04.120Z',
  'event.kind': 'event',
  'event.module': 'duo',
  'habitus.network': true,
  'habitus.entity.source.address': true,
};

testFixtures('duo', __dirname, COMMON);
