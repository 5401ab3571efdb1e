import { namesOf } from '../names';
import { isOwnIndex } from './own-index';

test.each([
  ...Object.values(namesOf('shop')),
  '.ds-logs-habitus.events-default-2026.11.25-000001',
  'restored-.ds-logs-habitus.events-default-2026.11.25-000001',
  'shrink-abcd-habitus.events-default-000001',
])('%s is ours', (name) => expect(isOwnIndex(name)).toBe(true));

test.each(['filebeat-8.19.0-2026.11.25', 'logs-nginx.access-default', 'logs-my-habitus.events', 'my-habitus.eventsource-a', 'logs-nothabitus.events-default'])(
  '%s is not',
  (name) => expect(isOwnIndex(name)).toBe(false)
);
