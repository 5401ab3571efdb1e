import { parseLines } from '../../testing/parse-lines';

test('each signal of a body is an event or a drop of its own', async () => {
  const timestamp = '2026-03-02T08:15:04.120Z';
  const body = {
    meta: { user: { id: 'u-42' }, session: { id: 's-1' } },
    events: [
      { name: 'click', timestamp },
      { name: 'session_start', timestamp },
    ],
    logs: [{ message: 'hello', timestamp }],
    measurements: [{ type: 'web-vitals', values: { lcp: 1 }, timestamp }],
    traces: { resourceSpans: [] },
  };
  expect(await parseLines('faro', [JSON.stringify(body)])).toMatchObject([
    { event: { event: { action: 'click' }, user: { id: 'u-42' } } },
    { event: { event: { action: 'session_start' }, session: { id: 's-1' } } },
    { event: { event: { action: 'log' }, message: 'hello' } },
    { dropped: 'telemetry' },
    { dropped: 'telemetry' },
  ]);
});
