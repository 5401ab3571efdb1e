import { became, readFixtures } from '../../testing/fixtures';

const NOW = Date.UTC(2026, 10, 24);
/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2025-05-17T10:05:03.000Z',
  'event.kind': 'event',
  'event.category': true,
  'event.type': true,
  'event.dataset': 'web.access',
  'event.action': 'request',
  'habitus.network': true,
  'habitus.entity.source.address': true,
};

describe.each(readFixtures(__dirname))('%s', (_theme, fixtures) => {
  test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', async (_name, fixture) => {
    expect(await became('web-access', fixture, COMMON, { now: NOW })).toEqual(fixture);
  });
});
