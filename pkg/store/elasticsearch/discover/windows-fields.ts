import type { FieldMapping } from '../views/definition';

/** Sign-ins of Windows' Security log where no pipeline made ECS of them: by the number of the event and its own data. */
export const WINDOWS_FIELDS: Readonly<Record<string, FieldMapping>> = {
  'event.category': { field: ['winlog.event_id', 'event.code'], values: { 4624: 'authentication', 4625: 'authentication', 4771: 'authentication' } },
  'event.outcome': { field: ['winlog.event_id', 'event.code'], values: { 4624: 'success', 4625: 'failure', 4771: 'failure' } },
  'user.name': 'winlog.event_data.TargetUserName',
  'source.ip': 'winlog.event_data.IpAddress',
};

/** The field that tells that there is such a log. */
export const WINDOWS_MARK = 'winlog.event_data.TargetUserName';
