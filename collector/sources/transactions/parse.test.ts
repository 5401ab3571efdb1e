import { eventOf, parseLines } from '../../testing/parse-lines';

const NUMBER = '4111111111111111';

test('no number of a card, no track and no PIN is kept, whatever they are called', async () => {
  const form = {
    time: '2026-03-02T08:15:04Z',
    amount: '1.00',
    currency: 'EUR',
    user: 'u',
    card: 'tok_1',
    card_number: NUMBER,
    pan: NUMBER,
    cvv: '123',
    track2: `${NUMBER}=3012`,
  };
  const message = {
    mti: '0100',
    DE4: '100',
    DE7: '0302081504',
    DE2: 'tok_1',
    pan: NUMBER,
    F002: NUMBER,
    DE35: `${NUMBER}=3012`,
    '52': 'AABB',
    DE55: '9F26',
    cvc: '123',
  };
  for (const record of [form, message]) {
    const event = JSON.stringify(eventOf((await parseLines('transactions', [JSON.stringify(record)]))[0]));
    expect(event).toContain('tok_1');
    expect(event).not.toMatch(/41111|=3012|AABB|9F26|"123"/);
  }
});

test('a time without zone is of the zone that is told, and says so', async () => {
  const line = JSON.stringify({ time: '2026-07-01 12:00:00', amount: '1.00', currency: 'EUR', user: 'u' });
  expect(eventOf((await parseLines('transactions', [line], { zone: 'Europe/Berlin' }))[0])).toMatchObject({
    '@timestamp': '2026-07-01T10:00:00.000Z',
    habitus: { time: { assumed: 'Europe/Berlin' } },
  });
});

test('a card message is of the latest year that is not after it came', async () => {
  const line = (when: string): string => JSON.stringify({ mti: '0100', DE2: 't', DE4: '100', DE7: when });
  const records = await parseLines('transactions', [line('1231235959'), line('1124000000')], { now: Date.UTC(2026, 10, 24) });
  expect(records.map((record) => eventOf(record)['@timestamp'])).toEqual(['2025-12-31T23:59:59.000Z', '2026-11-24T00:00:00.000Z']);
});
