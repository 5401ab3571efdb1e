import { parseLines } from '../../testing/parse-lines';

test('each call of a batch is an event with what the batch says for all; one that breaks is a dead letter of its own', async () => {
  const call = { type: 'track', userId: 'u-42', timestamp: '2026-03-02T08:15:04.120Z' };
  const batch = {
    context: { ip: '203.0.113.27' },
    batch: [{ ...call, messageId: '1', event: 'A' }, 'nothing', { ...call, messageId: '2', event: 'B', context: { ip: '203.0.113.28' } }],
  };
  const records = await parseLines('segment', [JSON.stringify(batch)]);
  expect(records).toMatchObject([
    { event: { event: { action: 'A', id: '1' }, source: { ip: '203.0.113.27' } } },
    { rejection: { code: 'HAB-PARSE-003' } },
    { event: { event: { action: 'B', id: '2' }, source: { ip: '203.0.113.28' } } },
  ]);
});

test('a call that is delivered twice has one identity', async () => {
  const line = JSON.stringify({ type: 'page', messageId: 'm', anonymousId: 'a', timestamp: '2026-03-02T08:15:04.120Z' });
  const ids = (await parseLines('segment', [line, line])).map((record) => ('event' in record ? record.event.habitus?.id : undefined));
  expect(ids[0]).toBeDefined();
  expect(ids[0]).toBe(ids[1]);
});

test('a number is a person of its own, also beside a mail address', async () => {
  const line = JSON.stringify({ type: 'identify', messageId: 'm', userId: 4711, timestamp: '2026-03-02T08:15:04Z', traits: { email: 'ada@acme.example' } });
  expect((await parseLines('segment', [line]))[0]).toMatchObject({
    event: { user: { id: '4711', name: 'ada' }, habitus: { entity: { actor: { user: '4711' } } } },
  });
});
