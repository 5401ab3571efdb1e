import { eventOf, parseLines } from '../../testing/parse-lines';

const TIME = '"@timestamp":"2026-11-20T10:00:00Z"';

test('nested, dotted and mixed names are one event', async () => {
  const lines = [
    `{${TIME},"event":{"category":["authentication"],"outcome":"failure"},"user":{"name":"Ada"},"source":{"ip":"::ffff:10.0.0.1"}}`,
    `{${TIME},"event.category":"authentication","event.outcome":"failure","user.name":"Ada","source.ip":"10.0.0.1:4711"}`,
    `{${TIME},"event":{"category":"authentication"},"event.outcome":"failure","user":{"name":"Ada"},"source.ip":"10.0.0.1"}`,
  ];
  for (const record of await parseLines('ecs', lines)) {
    expect(eventOf(record)).toMatchObject({
      event: { category: ['authentication'], outcome: 'failure' },
      user: { name: 'Ada' },
      source: { ip: '10.0.0.1' },
      habitus: { entity: { actor: { user: 'ada' }, source: { address: '10.0.0.1' } } },
    });
  }
});

test('numbers as text are numbers, what ECS does not know is kept under habitus.extra', async () => {
  const [record] = await parseLines('ecs', [`{${TIME},"http":{"response":{"status_code":"404"}},"acme":{"team":"red"},"labels":{"tier":3}}`]);
  expect(eventOf(record)).toMatchObject({ http: { response: { status_code: 404 } }, habitus: { extra: { 'acme.team': 'red' } }, labels: { tier: '3' } });
});

test.each([
  ['2026-11-20T10:00:00.1234567+01:00', '2026-11-20T09:00:00.123Z'],
  ['2026-11-20 10:00:00', '2026-11-20T10:00:00.000Z'],
  ['1795514400', '2026-11-24T10:00:00.000Z'],
  ['1795514400123', '2026-11-24T10:00:00.123Z'],
])('time %s', async (written, read) => {
  const [record] = await parseLines('ecs', [`{"@timestamp":"${written}","event":{"id":"a"}}`]);
  expect(eventOf(record)['@timestamp']).toBe(read);
});

test.each([
  ['not json', 'HAB-PARSE-003'],
  ['[1,2]', 'HAB-PARSE-003'],
  ['{"user":{"name":"x"}}', 'HAB-PARSE-001'],
  [`{${TIME},"event":{"outcome":"maybe"}}`, 'HAB-PARSE-007'],
  [`{${TIME},"event":{"category":["sign-in"]}}`, 'HAB-PARSE-007'],
])('%s is a dead letter %s', async (line, code) => {
  expect((await parseLines('ecs', [line]))[0]).toMatchObject({ raw: line, rejection: { code } });
});

test('a bare number beside a name is an account of one host: the name is the person', async () => {
  const [numbered, identified] = await parseLines('ecs', [`{${TIME},"user":{"id":"1000","name":"bo"}}`, `{${TIME},"user":{"id":"00u1ab","name":"bo"}}`]);
  expect(eventOf(numbered)).toMatchObject({ habitus: { entity: { actor: { user: 'bo' } } } });
  expect(eventOf(identified)).toMatchObject({ habitus: { entity: { actor: { user: '00u1ab' } } } });
});

test('records of any source that a shipper put into documents of one stream are read by their sources', async () => {
  const wrapped = (message: string): string => JSON.stringify({ '@timestamp': '2026-03-02T09:00:00Z', message });
  const records = await parseLines('ecs', [
    wrapped('haproxy[1]: 192.0.2.7:33317 [02/Mar/2026:08:15:04.120] http-in app/s1 1/0/3/6/10 403 27 - - ---- 1/1/1/1/0 0/0 "GET /admin HTTP/1.1"'),
    wrapped(JSON.stringify({ type: 'track', event: 'Signed In', messageId: 'm-1', userId: 'u-42', timestamp: '2026-03-02T08:15:04Z' })),
    wrapped('nothing that anybody knows'),
  ]);
  expect(records).toMatchObject([
    { event: { http: { response: { status_code: 403 } }, source: { ip: '192.0.2.7' } } },
    { event: { event: { category: ['authentication'] }, user: { id: 'u-42' } } },
    { event: { message: 'nothing that anybody knows' } },
  ]);
});
