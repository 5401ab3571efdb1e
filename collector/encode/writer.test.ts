import { eventOf, parseLines } from '../testing/parse-lines';

const event = (uuid: string): object => ({
  uuid,
  eventType: 'user.session.start',
  published: '2026-02-14T20:18:57.718Z',
  actor: { id: 'u-1', alternateId: 'ada@acme.example', type: 'User' },
  outcome: { result: 'SUCCESS' },
});

async function ids(...batch: readonly object[]): Promise<unknown[]> {
  return idsOf('okta', batch);
}

async function idsOf(source: string, payload: unknown): Promise<unknown[]> {
  const records = await parseLines(source, [JSON.stringify(payload)]);
  return records.map((record) => (eventOf(record).habitus as Record<string, unknown>).id);
}

test("an event's identity is not its place in the batch", async () => {
  const [first] = await ids(event('a'));
  const [other, second] = await ids(event('b'), event('a'));
  expect(second).toBe(first);
  expect(other).not.toBe(first);
});

test('two events of one id in one record are two', async () => {
  const found = await idsOf('google-workspace', {
    kind: 'admin#reports#activity',
    id: { time: '2026-02-14T20:18:57.718Z', uniqueQualifier: '7', applicationName: 'drive' },
    actor: { email: 'ada@acme.example' },
    events: [{ name: 'edit' }, { name: 'edit' }],
  });
  expect(new Set(found).size).toBe(2);
});

test('the same record again is the same event', async () => {
  const found = await ids(event('a'), event('a'));
  expect(new Set(found).size).toBe(1);
});
