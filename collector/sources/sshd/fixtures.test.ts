import { became, readFixtures } from '../../testing/fixtures';

const NOW = Date.UTC(2026, 10, 24);
/** What the fixtures leave out. */
const COMMON = {
  '@timestamp': '2026-02-13T08:35:22.000Z',
  'event.kind': 'event',
  'event.dataset': 'system.auth',
  'host.name': 'web1',
  'habitus.entity.target.host': 'web1',
  'process.name': 'sshd',
  'process.pid': 5774,
  'network.protocol': 'ssh',
  'habitus.time.assumed': 'year 2026, UTC',
  'habitus.network': true,
};

describe.each(readFixtures(__dirname))('%s', (_theme, fixtures) => {
  test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', async (_name, fixture) => {
    expect(await became('sshd', fixture, COMMON, { now: NOW })).toEqual(fixture);
  });
});
