import { eventOf, parseLines } from '../../testing/parse-lines';

test('each event of a request is an event', async () => {
  const request = { client_id: 'c', user_id: 'u-42', timestamp_micros: 1_772_439_304_000_000, events: [{ name: 'page_view' }, { name: 'login' }] };
  const records = await parseLines('google-analytics', [JSON.stringify(request)]);
  expect(records.map(eventOf)).toMatchObject([
    { event: { action: 'page_view' }, user: { id: 'u-42' } },
    { event: { action: 'login' }, user: { id: 'u-42' } },
  ]);
});

test('the row of the intraday table and of the daily one have the same identity, another event of the same microsecond another', async () => {
  const row = { event_name: 'click', event_timestamp: '1772439304000000', user_pseudo_id: 'p', batch_event_index: '1', event_params: [] };
  const lines = [row, { ...row, is_active_user: true, user_ltv: { revenue: 1 } }, { ...row, batch_event_index: '2' }].map((one) => JSON.stringify(one));
  const ids = (await parseLines('google-analytics', lines)).map((record) => (eventOf(record).habitus as { id: string }).id);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
});
