import { emptySpan, type Span } from '../../receive/otlp/span';
import { eventOfSpan } from './span-record';

const span = (fields: Partial<Span>, attributes: Record<string, unknown> = {}, resource: Record<string, unknown> = {}): Span => ({
  ...emptySpan(),
  name: 'GET /cart',
  traceId: 'a1',
  spanId: 'b2',
  start: 1_764_072_000_000_000_000n,
  end: 1_764_072_000_012_345_678n,
  ...fields,
  attributes: new Map(Object.entries(attributes)),
  resource: new Map(Object.entries(resource)),
});
const WEB = { 'telemetry.sdk.language': 'webjs' };

test.each<[string, Span, boolean]>([
  ['one that names its user', span({}, { 'user.id': 'ada' }), true],
  ['with the older name', span({ parentId: 'p' }, { 'enduser.id': 'ada' }), true],
  ['a pseudonym', span({ kind: 3, parentId: 'p' }, { 'enduser.pseudo.id': 'x' }), true],
  ['an empty name', span({}, { 'user.id': '' }), false],
  ['only the role of a user', span({}, { 'user.roles': ['admin'] }), false],
  ['only a user agent', span({}, { 'user_agent.original': 'curl' }), false],
  ['entry into a service of one user', span({ parentId: 'p', kind: 2 }, {}, { 'user.id': 'ada' }), true],
  ['the inside of a service of one user', span({ parentId: 'p', kind: 1 }, {}, { 'user.id': 'ada' }), false],
  ['a click in a browser', span({ name: 'click' }, {}, WEB), true],
  ['a resource of a page that loads', span({ name: 'resourceFetch', parentId: 'p' }, {}, WEB), false],
  ['a browser by its attributes', span({}, {}, { 'browser.platform': 'Linux' }), true],
  ['a query of a data base', span({ kind: 3, parentId: 'p' }, { 'db.system': 'postgresql' }), false],
])('%s: %#', (_what, one, taken) => {
  expect(eventOfSpan(one) !== undefined).toBe(taken);
});

test('time, duration and identity are told', () => {
  const event = eventOfSpan(span({}, { 'user.id': 'ada', 'http.url': 'https://shop.example/cart?item=7', 'http.status_code': 404 }));
  expect(event).toMatchObject({ time: 1_764_072_000_000, observed: 1_764_072_000_012, eventName: 'GET /cart' });
  expect(Object.fromEntries(event?.attributes ?? [])).toEqual({
    'user.id': 'ada',
    'http.url': 'https://shop.example/cart?item=7',
    'http.status_code': 404,
    'event.id': 'a1-b2',
    'trace.id': 'a1',
    'span.id': 'b2',
    'event.duration': 12_345_678,
    'event.outcome': 'failure',
  });
});

test('what the sender says goes before what we find', () => {
  const own = { 'user.id': 'ada', 'event.id': 'own', 'event.outcome': 'success' };
  expect(Object.fromEntries(eventOfSpan(span({ status: 2 }, own))?.attributes ?? [])).toMatchObject(own);
});

test.each([
  [{ status: 1 }, { 'http.status_code': 500 }, 'success'],
  [{ status: 2, statusMessage: 'denied' }, {}, 'failure'],
  [{}, { 'http.response.status_code': 200 }, 'success'],
  [{}, {}, undefined],
])('%j with %j is %s', (fields, attributes, outcome) => {
  expect(eventOfSpan(span(fields, { 'user.id': 'a', ...attributes }))?.attributes.get('event.outcome')).toBe(outcome);
});

test('an impossible time is left out', () => {
  expect(eventOfSpan(span({ end: 5n }, { 'user.id': 'a' }))?.attributes.has('event.duration')).toBe(false);
});
