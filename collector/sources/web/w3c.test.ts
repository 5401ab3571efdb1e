import { parseLines } from '../../testing/parse-lines';

const HEADER = '#Fields: date time c-ip cs-username cs-method cs-uri-stem sc-status';

test('the columns of a header hold for the lines behind it, until the next', async () => {
  const records = await parseLines('iis', [
    '#Software: Microsoft Internet Information Services 10.0',
    HEADER,
    '2026-03-02 08:15:04 192.0.2.7 ada GET /a 200',
    '#Fields: date time cs-method cs-uri-stem sc-status c-ip',
    '2026-03-02 08:15:05 POST /b 403 192.0.2.8',
  ]);
  expect(records).toMatchObject([
    { dropped: 'header' },
    { dropped: 'header' },
    { event: { '@timestamp': '2026-03-02T08:15:04.000Z', user: { name: 'ada' }, url: { path: '/a' }, source: { ip: '192.0.2.7' } } },
    { dropped: 'header' },
    { event: { http: { request: { method: 'POST' }, response: { status_code: 403 } }, source: { ip: '192.0.2.8' } } },
  ]);
});

test('a line that does not fit its header is a dead letter, not a mix-up', async () => {
  const records = await parseLines('iis', [HEADER, '2026-03-02 08:15:04 192.0.2.7 GET /a']);
  expect(records[1]).toMatchObject({ rejection: { code: 'HAB-PARSE-003' } });
});

test('a log that writes the date only in its header has it from there', async () => {
  const records = await parseLines('iis', [
    '06:00:00 192.0.2.7 GET /early 200',
    '#Date: 2026-03-02 08:00:00',
    '#Fields: time c-ip cs-method cs-uri-stem sc-status',
    '08:15:04 192.0.2.7 GET /a 200',
  ]);
  expect(records[0]).toMatchObject({ rejection: { code: 'HAB-PARSE-003' } });
  expect(records[3]).toMatchObject({ event: { '@timestamp': '2026-03-02T08:15:04.000Z', url: { path: '/a' } } });
});
