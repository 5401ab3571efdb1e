import { patternOf, viewNameOf } from './families';

test.each([
  ['filebeat-8.19.0-2026.11.25-000001', 'filebeat-*'],
  ['filebeat-8.19.0', 'filebeat-*'],
  ['winlogbeat-7.17.1-2026.11', 'winlogbeat-*'],
  ['auth-20261125', 'auth-*'],
  ['logs-nginx.access-production', 'logs-nginx.access-*'],
  ['logs-checkout.otel-default', 'logs-checkout.otel-*'],
  ['logs-app-2026.11.25', 'logs-app-*'],
  ['sign-ins', 'sign-ins'],
])('%s is one of %s', (name, pattern) => expect(patternOf(name)).toBe(pattern));

test('a view has the name of its pattern', () => {
  expect(viewNameOf('logs-nginx.access-*')).toBe('logs-nginx-access');
  expect(viewNameOf('*')).toBe('events');
});
