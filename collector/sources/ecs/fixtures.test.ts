import { became, readFixtures } from '../../testing/fixtures';

const NOW = Date.UTC(2026, 10, 24);
/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-13T08:35:22.123Z',
  'habitus.network': true,
};

describe.each(readFixtures(__dirname))('%s', (_theme, fixtures) => {
  test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', async (_name, fixture) => {
    expect(await became('ecs', fixture, COMMON, { now: NOW })).toEqual(fixture);
  });
});
