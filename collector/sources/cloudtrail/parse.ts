import { writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { writeKind } from '../json/kind';
import type { Outcome } from '../json/outcome';
import { putAll, putLabels } from '../json/put';
import { named } from '../json/who';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { writeActor } from './actor';
import { kindOfCall } from './kinds';
import { writeTarget } from './target';

/** AWS CloudTrail: console sign-ins, IAM, roles taken, and every other call: README.md. */
export const cloudtrail = recordSource({
  name: 'cloudtrail',
  mark: /"Records":\s{0,4}\[\s{0,64}\{\s{0,64}"eventVersion"|"eventSource":\s{0,4}"[\w-]{1,40}\.amazonaws\.com"/,
  recognises(document) {
    return (document.has('eventName') || document.has('insightDetails.eventName')) &&
      document.has('eventTime') &&
      (document.has('userIdentity') || document.has('awsRegion'))
      ? 1
      : 0;
  },
  documents(payload) {
    if (Array.isArray(payload.raw('Records'))) return payload.list('Records');
    if (Array.isArray(payload.raw('Events'))) return payload.each('Events').map((event) => parsed(event.text('CloudTrailEvent')));
    return Array.isArray(payload.raw('logEvents')) ? payload.each('logEvents').map((event) => parsed(event.text('message'))) : undefined;
  },
  write(document, _at, out) {
    const name = document.text('eventName', 'insightDetails.eventName');
    const time = document.time('eventTime');
    if (name === undefined) out.reject('HAB-PARSE-002', 'an eventName', 'none');
    else if (time === undefined) out.reject('HAB-PARSE-001', 'eventTime', String(document.raw('eventTime')));
    else {
      out.time(time);
      write(document, name, out);
    }
  },
});

/** LookupEvents and CloudWatch Logs hold the record as text. */
function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function write(call: Fields, name: string, out: EventWriter): void {
  const provider = call.text('eventSource', 'insightDetails.eventSource') ?? '';
  const service = provider.replace(/\.amazonaws\.com(?:\.cn)?$/, '');
  const outcome = outcomeOf(call, name);
  const error = named(call.text('errorCode'));
  const message = named(call.text('errorMessage'));
  const isInsight = call.has('insightDetails');
  writeKind(out, { ...kindOfCall(name, service, call.flag('readOnly') === true), kind: isInsight ? 'alert' : 'event' }, name, isInsight ? undefined : outcome);
  if (isInsight) out.extra('cloudtrail.insight', call.raw('insightDetails'));
  putAll(out, {
    'event.dataset': 'aws.cloudtrail',
    'event.module': 'aws',
    'event.provider': provider,
    'event.id': call.text('eventID'),
    'event.reason': outcome === 'failure' ? (message ?? error) : undefined,
    'error.code': error,
    'error.message': message,
    'service.name': named(service),
    'cloud.provider': 'aws',
    'cloud.account.id': call.text('userIdentity.accountId', 'recipientAccountId'),
    'cloud.region': call.text('awsRegion'),
    'user_agent.original': named(call.text('userAgent')),
    'tls.version': call.text('tlsDetails.tlsVersion')?.replace(/^(?:TLS|SSL)v?/i, ''),
    'tls.cipher': named(call.text('tlsDetails.cipherSuite')),
  });
  writeActor(call.at('userIdentity'), name === 'ConsoleLogin' && message === 'No username found in supplied account', out);
  const from = call.text('sourceIPAddress');
  if (!writeAddress(out, 'source', from) && from !== undefined) out.text('source.address', from);
  writeTarget(call, service, out);
  const extra = call.at('additionalEventData');
  putLabels(out, {
    ...(extra.has('MFAUsed') && { mfa: String(extra.flag('MFAUsed') ?? extra.text('MFAUsed')) }),
    event_type: call.text('eventType'),
    read_only: call.text('readOnly'),
  });
  out.end();
}

/** Sign-in says it in the response under the event's own name; all else by an error code. */
function outcomeOf(call: Fields, name: string): Outcome {
  const said = /^\w{1,100}$/.test(name) ? call.text(`responseElements.${name}`) : undefined;
  if (said === 'Failure') return 'failure';
  if (said === 'Success') return 'success';
  return named(call.text('errorCode')) !== undefined || named(call.text('errorMessage')) !== undefined ? 'failure' : 'success';
}
