import { eventTable } from './event-columns';

const event = (seconds: number, more: Record<string, unknown>) => ({
  '@timestamp': `2026-11-24T17:46:0${seconds}.741Z`,
  'event.action': 'download',
  'user.name': 'luis.brown',
  'source.ip': '198.51.100.23',
  'habitus.id': `e${seconds}`,
  ...more,
});

test('columns that say nothing are left out, and the entity itself', () => {
  const events = [event(1, { 'file.path': '/a', 'file.size': 3_227_945 }), event(2, { 'file.path': '/b', 'source.geo.country_iso_code': 'RO' })];
  const { columns, rows } = eventTable(events, { type: 'user', id: 'luis.brown' });
  expect(columns.map(({ title }) => title)).toEqual(['time', 'action', 'object', 'from', 'bytes']);
  expect(rows).toEqual([
    { key: 'e1', cells: ['17:46:01', 'download', '/a', '198.51.100.23', '3.2 MB'] },
    { key: 'e2', cells: ['17:46:02', 'download', '/b', '198.51.100.23 RO', ''] },
  ]);
});

test('several users of one address are shown', () => {
  const events = [event(1, { 'user.name': 'a' }), event(2, { 'user.name': 'b' })];
  expect(eventTable(events, { type: 'address', id: '198.51.100.23' }).columns.map(({ title }) => title)).toEqual(['time', 'user', 'action']);
});

test('money is shown in its currency, whatever its minor unit', () => {
  const paid = (seconds: number, amount: number, currency: string) =>
    event(seconds, { 'habitus.payment.amount': amount, 'habitus.payment.currency': currency });
  const { rows } = eventTable([paid(1, 123_456, 'EUR'), paid(2, 123_456, 'JPY'), paid(3, 5, 'gold')], { type: 'user', id: 'luis.brown' });
  expect(rows.map(({ cells }) => cells[cells.length - 1])).toEqual(['€1,234.56', '¥123,456', '5']);
});

test('of commands the program is shown', () => {
  const { rows } = eventTable([event(1, { 'event.action': 'exec', 'process.name': 'scp' })], { type: 'user', id: 'luis.brown' });
  expect(rows[0]?.cells).toContain('scp');
});
