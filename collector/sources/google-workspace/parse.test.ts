import { eventOf, parseLines } from '../../testing/parse-lines';

test('an activity of two events is two, with an id each', async () => {
  const activity = {
    kind: 'admin#reports#activity',
    id: { time: '2026-02-02T15:00:00Z', uniqueQualifier: '7', applicationName: 'drive', customerId: 'C1' },
    actor: { email: 'ada@acme.example', profileId: '1' },
    events: [{ name: 'change_user_access' }, { name: 'edit' }],
  };
  const events = (await parseLines('google-workspace', [JSON.stringify({ kind: 'admin#reports#activities', items: [activity] })])).map(eventOf);
  expect(events.map(({ event }) => (event as Record<string, unknown>).action)).toEqual(['change_user_access', 'edit']);
  expect(new Set(events.map(({ habitus }) => (habitus as Record<string, unknown>).id)).size).toBe(2);
});
