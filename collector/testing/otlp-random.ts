type Random = () => number;
type Json = Readonly<Record<string, unknown>>;

/** Requests with everything that a record can hold, and more often than in life what is odd: for comparing two ways of reading them. */
export function randomRequest(random: Random, now: number): Json {
  const resources = times(random, 3, () => ({
    ...(random() < 0.9 && { resource: { attributes: attributes(random, 4) } }),
    scopeLogs: times(random, 3, () => ({ schemaUrl: 'https://opentelemetry.io/schemas/1.38.0', logRecords: times(random, 6, () => logRecord(random, now)) })),
  }));
  return { resourceLogs: resources };
}

function logRecord(random: Random, now: number): Json {
  const at = (): string => `${now - Math.floor(random() * 1e7)}${String(Math.floor(random() * 1e6)).padStart(6, '0')}`;
  return {
    ...(random() < 0.9 && { timeUnixNano: pick(random, [at(), at(), at(), '0', '1000000000', '4102444800000000000']) }),
    ...(random() < 0.3 && { observedTimeUnixNano: at() }),
    ...(random() < 0.3 && { severityNumber: 9, severityText: pick(random, ['INFO', 'warn', '', '-', ' DEBUG ']) }),
    ...(random() < 0.3 && { body: pick(random, BODIES) }),
    ...(random() < 0.95 && { attributes: attributes(random, 10) }),
    ...(random() < 0.3 && { flags: 1, traceId: 'AAECAwQFBgcICQoLDA0ODw==', spanId: 'AAECAwQFBgc=', droppedAttributesCount: 3 }),
    ...(random() < 0.3 && { eventName: pick(random, TEXTS) }),
  };
}

function attributes(random: Random, most: number): Json[] {
  return times(random, most, () => ({ key: pick(random, KEYS), ...(random() < 0.97 && { value: value(random, 0) }) }));
}

function value(random: Random, depth: number): Json {
  const roll = random();
  if (roll < 0.6) return { stringValue: pick(random, TEXTS) };
  if (roll < 0.75) return { intValue: pick(random, ['0', '200', '-1', '4294967296', '9007199254740993', '-9223372036854775808']) };
  if (roll < 0.8) return { boolValue: random() < 0.5 };
  if (roll < 0.9) return { doubleValue: pick(random, [0, 0.5, -3.25, 200, 1e300]) };
  if (roll < 0.92) return {};
  if (roll < 0.94 || depth > 3) return { bytesValue: 'AAH/' };
  const inner = times(random, 3, () => value(random, depth + 1));
  if (roll < 0.97) return { arrayValue: { values: inner } };
  return { kvlistValue: { values: inner.map((one) => ({ key: pick(random, KEYS), value: one })) } };
}

function times<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: Math.floor(random() * (most + 1)) }, make);
}

function pick<T>(random: Random, from: readonly T[]): T {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new RangeError('pick: expected a list that is not empty');
  return one;
}

const TEXTS = [
  'login',
  'user.logout',
  'ada',
  'ACME\\ada',
  '10.0.0.1',
  '::ffff:10.0.0.2',
  '[2001:DB8::1]:443',
  'success',
  'FAILURE',
  'authentication',
  'Web',
  'start',
].concat(
  [
    'event',
    '200',
    ' 12.5 ',
    '-',
    'null',
    '',
    ' spaced ',
    'Zürich \u{1f512}',
    '"quoted"\\',
    'line\nbreak\u0000',
    '/healthz',
    '/cart?item=7',
    'https://shop.example/cart?item=7',
    'curl/8.5.0',
    '2026-11-24T10:00:00Z',
  ],
  ['x'.repeat(300)]
);
const BODIES = [
  { stringValue: 'signed in' },
  { stringValue: '-' },
  { stringValue: 'Nov 24 10:00:00 web1 sshd[9]: Failed password for root from 10.0.0.1 port 1 ssh2' },
  { kvlistValue: { values: [{ key: 'user.name', value: { stringValue: 'bo' } }] } },
  { arrayValue: { values: [{ stringValue: 'a' }] } },
  { intValue: '7' },
  {},
];
const KEYS = [
  'user.id',
  'user.name',
  'enduser.id',
  'user.email',
  'client.address',
  'source.address',
  'source.ip',
  'client.port',
  'source.port',
  'event.action',
].concat(
  [
    'event.name',
    'event.category',
    'event.type',
    'event.kind',
    'event.outcome',
    'event.id',
    'event.dataset',
    'event.created',
    'event.duration',
    'log.level',
    'message',
  ],
  [
    'http.status_code',
    'http.response.status_code',
    'http.request.method',
    'url.path',
    'url.full',
    'url.original',
    'http.target',
    'url.domain',
    'url.query',
    'network.peer.address',
    'client.ip',
    'server.ip',
    'server.bytes',
    'host.hostname',
    'exception.type',
    'error.type',
    'user_agent.original',
    'host.name',
    'service.name',
    'tags',
    'related.ip',
  ],
  [
    'labels.team',
    'labels',
    'habitus.extra',
    'habitus.extra.a',
    'a',
    'my.own.name',
    'user',
    'event',
    '@timestamp',
    'habitus.id',
    'event.ingested',
    'constructor',
  ],
  ['__proto__', '', 'ключ', 'habitus.time.assumed', 'habitus.entity.actor.user', 'n'.repeat(140)]
);
