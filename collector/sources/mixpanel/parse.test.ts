import { eventOf, parseLines } from '../../testing/parse-lines';

test('the zone of an old project is told, said, and no part of the identity', async () => {
  const line = JSON.stringify({ event: 'Login', properties: { time: Date.UTC(2022, 6, 1, 12) / 1_000, distinct_id: 'u-42', $insert_id: 'i-1' } });
  const berlin = eventOf((await parseLines('mixpanel', [line], { zone: 'Europe/Berlin' }))[0]);
  const angeles = eventOf((await parseLines('mixpanel', [line], { zone: 'America/Los_Angeles' }))[0]);
  expect(berlin).toMatchObject({ '@timestamp': '2022-07-01T10:00:00.000Z', habitus: { time: { assumed: 'Europe/Berlin' } } });
  expect(angeles).toMatchObject({ '@timestamp': '2022-07-01T19:00:00.000Z' });
  expect((berlin.habitus as { id: string }).id).toBe((angeles.habitus as { id: string }).id);
});
