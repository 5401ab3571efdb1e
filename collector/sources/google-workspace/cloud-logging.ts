import type { Fields } from '../json/fields';

/** The same activity as Google Cloud Logging exports it, in the shape of the Reports API; undefined for what is no such entry. */
export function fromCloudLogging(entry: Fields): Record<string, unknown> | undefined {
  const service = /^(\w{1,40})\.googleapis\.com$/.exec(entry.text('protoPayload.serviceName') ?? '')?.[1];
  const events = entry.each('protoPayload.metadata.event');
  if (service === undefined || events.length === 0) return undefined;
  return {
    id: {
      time: entry.text('timestamp'),
      uniqueQualifier: entry.text('insertId'),
      applicationName: service,
      customerId: /organizations\/(\d{1,20})/.exec(entry.text('logName') ?? '')?.[1],
    },
    actor: { email: entry.text('protoPayload.authenticationInfo.principalEmail') },
    ipAddress: entry.text('protoPayload.requestMetadata.callerIp'),
    events: events.map((event) => ({ type: event.text('eventType'), name: event.text('eventName'), parameters: event.each('parameter').map(parameter) })),
  };
}

function parameter(given: Fields): Record<string, unknown> {
  return {
    name: given.text('name'),
    value: given.raw('value') ?? given.raw('intValue') ?? given.raw('boolValue') ?? given.raw('multiStrValue') ?? given.raw('multiIntValue'),
  };
}
