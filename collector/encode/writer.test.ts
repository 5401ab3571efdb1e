import { eventOf, parseLines } from '../testing/parse-lines';

const event = (uuid: string): object => ({
  uuid,
  eventType: 'user.session.start',
  published: '2026-02-14T20:18:57.718Z',
  actor: { id: 'u-1', alternateId: 'ada@acme.example', type: 'User' },
  outcome: { result: 'SUCCESS' },
});

async function ids(...batch: readonly object[]): Promise<unknown[]> {
  const records = await parseLines('okta', [JSON.stringify(batch)]);
  return records.map((record) => (eventOf(record).habitus as Record<string, unknown>).id);
}

test("an event's identity is not its place in the batch", async () => {
  const [first] = await ids(event('a'));
  const [other, second] = await ids(event('b'), event('a'));
  expect(second).toBe(first);
  expect(other).not.toBe(first);
});

test('two events of one id in one record are two', async () => {
  const found = await ids(event('a'), event('a'));
  expect(new Set(found).size).toBe(2);
});
