import { parseLines } from '../../testing/parse-lines';

test('a line of the NCSA format, told to be of IIS', async () => {
  const [record] = await parseLines('iis', ['192.0.2.7 - CORP\\ada [02/Mar/2026:09:15:04 +0100] "GET /reports?id=7 HTTP/1.1" 200 3401']);
  expect(record).toMatchObject({
    event: {
      '@timestamp': '2026-03-02T08:15:04.000Z',
      event: { dataset: 'iis.access', outcome: 'success' },
      source: { ip: '192.0.2.7' },
      user: { name: 'ada', domain: 'CORP' },
      http: { version: '1.1', request: { method: 'GET' }, response: { status_code: 200, body: { bytes: 3401 } } },
      url: { path: '/reports', query: 'id=7' },
    },
  });
});

test('a line of no request is a dead letter', async () => {
  const [record] = await parseLines('iis', ['192.0.2.7 - ada [02/Mar/2026:09:15:04 +0100] "-" 408 0']);
  expect(record).toMatchObject({ rejection: { code: 'HAB-PARSE-003' } });
});
