import { parseLines } from '../../testing/parse-lines';
import { parseRecords } from '../../parse-records';

const CALLS = [1, 2].map((n) => ({
  type: 'track',
  event: `E${n}`,
  messageId: `m-${n}`,
  userId: 'u-42',
  timestamp: '2026-03-02T08:15:04Z',
  context: { ip: '203.0.113.9' },
}));

test.each([
  ['an array over lines', JSON.stringify(CALLS, undefined, 2)],
  ['an array on one line', JSON.stringify(CALLS)],
  ['objects over lines behind each other', CALLS.map((call) => JSON.stringify(call, undefined, 2)).join('\n')],
  ['a line each', CALLS.map((call) => JSON.stringify(call)).join('\n')],
])('%s: the source is guessed and each record is read', async (_name, text) => {
  const records = await parseLines(undefined, Buffer.from(text));
  expect(records).toMatchObject([
    { source: 'segment', event: { event: { action: 'E1' } } },
    { source: 'segment', event: { event: { action: 'E2' } } },
  ]);
});

test('an array of more than a megabyte, in chunks', async () => {
  const text = Buffer.from(JSON.stringify(Array.from({ length: 8_000 }, (_, n) => ({ ...CALLS[0], messageId: `m-${n}` }))));
  async function* chunks(): AsyncIterable<Uint8Array> {
    for (let at = 0; at < text.length; at += 65_536) yield await Promise.resolve(text.subarray(at, at + 65_536));
  }
  let events = 0;
  for await (const record of parseRecords(undefined, chunks(), { now: Date.UTC(2026, 10, 24) })) if ('event' in record) events++;
  expect([text.length > 1024 * 1024, events]).toEqual([true, 8_000]);
});
