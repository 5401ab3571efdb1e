import { Draft } from '../encode/draft';
import { dropRule, dropRuleSchema } from './drop-rules';

function draft(): Draft {
  const made = new Draft();
  made.set('source.ip', '10.9.1.2');
  made.set('url.path', '/api/health');
  made.set('http.response.status_code', 200);
  made.add('event.category', 'web');
  made.add('event.category', 'session');
  return made;
}
const fits = (where: unknown): boolean => dropRule(dropRuleSchema.parse({ reason: 'test', where })).fits(draft());

test.each([
  [{ 'url.path': '/api/health' }, true],
  [{ 'url.path': ['/a', '/api/health'] }, true],
  [{ 'url.path': '/api' }, false],
  [{ 'url.path': { prefix: '/api' } }, true],
  [{ 'url.path': { suffix: 'lth' } }, true],
  [{ 'url.path': { contains: 'heal' } }, true],
  [{ 'http.response.status_code': 200 }, true],
  [{ 'event.category': 'session' }, true],
  [{ 'event.category': 'iam' }, false],
  [{ 'source.ip': { cidr: '10.9.0.0/16' } }, true],
  [{ 'source.ip': { cidr: ['192.0.2.0/24', '2001:db8::/32'] } }, false],
  [{ 'user.name': { exists: false } }, true],
  [{ 'user.name': { exists: true } }, false],
  [{ 'user.name': 'ada' }, false],
  [{ 'url.path': { prefix: '/api' }, 'event.category': 'iam' }, false],
])('%j: %s', (where, expected) => expect(fits(where)).toBe(expected));

test.each([[{}], [{ 'user.shoe': 'x' }], [{ 'source.ip': { cidr: '10.0.0.0/99' } }], [{ 'url.path': { regex: '.*' } }]])('%j is no rule', (where) =>
  expect(dropRuleSchema.safeParse({ reason: 'test', where }).success).toBe(false)
);
