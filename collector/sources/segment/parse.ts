import type { EventWriter } from '../source';
import { recordSource } from '../record-source';
import type { Fields } from '../json/fields';
import { interactionOf, writeInteraction, type Interaction } from '../json/interaction';
import { kindOf } from '../json/kind';
import { writeOrder } from '../json/order';
import { putAll } from '../json/put';
import { keepRest } from '../json/rest';
import { writePlace } from '../json/geo';
import { writeVisitor } from '../json/visitor';
import { batchOf } from './batch';

/** Segment's calls (track, page, screen, identify, group, alias), as its webhooks, its S3 archive and its batches hold them. RudderStack and Jitsu send the same. */
export const segment = recordSource({
  name: 'segment',
  recognises(call: Fields): number {
    if (!CALLS.has(typeOf(call))) return 0;
    const marks = ['messageId', 'anonymousId', 'writeKey', 'originalTimestamp', 'integrations'].filter((key) => call.has(key)).length;
    return marks >= 2 || (marks === 1 && (call.has('userId') || call.has('context'))) ? 1 : marks === 1 || call.has('userId') ? 0.6 : 0;
  },
  documents: batchOf,
  write(call, _at, out): void {
    const type = typeOf(call);
    const at = call.time('timestamp', 'originalTimestamp', 'original_timestamp', 'sentAt', 'sent_at', 'receivedAt', 'received_at');
    if (!CALLS.has(type)) out.reject('HAB-PARSE-003', `type: one of ${[...CALLS.keys()].join(', ')}`, type);
    else if (at === undefined) out.reject('HAB-PARSE-001', 'timestamp, originalTimestamp, sentAt or receivedAt', String(call.raw('timestamp') ?? 'none'));
    else {
      out.time(at);
      writeCall(call, type, out);
      out.end();
    }
  },
});

/** What each call is; of the others the name says it. */
const CALLS: ReadonlyMap<string, Interaction | undefined> = new Map([
  ['track', undefined],
  ['page', { kind: kindOf('web: access') }],
  ['screen', { kind: kindOf('web: access') }],
  ['identify', { kind: kindOf('iam: user info') }],
  ['group', { kind: kindOf('iam: group info') }],
  ['alias', { kind: kindOf('iam: user change') }],
]);

function typeOf(call: Fields): string {
  return (call.text('type') ?? '').toLowerCase();
}

function writeCall(call: Fields, type: string, out: EventWriter): void {
  const name = (type === 'track' ? call.text('event', 'event_text', 'name') : undefined) ?? type;
  writeInteraction(out, name, CALLS.get(type) ?? interactionOf(name, call.at('properties')));
  out.text('event.dataset', `segment.${type}`);
  const id = call.text('messageId', 'message_id', 'id');
  if (id !== undefined) out.text('event.id', id);
  const context = call.at('context');
  const properties = call.at('properties');
  writeWho(call, context, properties, out);
  writeWhere(context, out);
  const organisation = call.text('groupId', 'group_id') ?? context.text('groupId', 'group_id');
  if (organisation !== undefined) out.text('organization.id', organisation);
  const organisationName = typeOf(call) === 'group' ? call.text('traits.name') : undefined;
  if (organisationName !== undefined) out.text('organization.name', organisationName);
  if (type === 'group') putAll(out, { 'group.id': organisation, 'group.name': organisationName });
  const before = call.text('previousId', 'previous_id');
  if (before !== undefined) out.add('related.user', before);
  writeOrder(out, name, properties);
  keepRest(properties, out, 'segment.properties');
  keepRest(context, out, 'segment.context');
  for (const read of NOT_KEPT) call.raw(read);
  keepRest(call, out, 'segment');
}

/** What says nothing of behaviour: switches and clocks of the way. */
const NOT_KEPT = ['integrations', 'writeKey', 'originalTimestamp', 'sentAt', 'receivedAt', 'timestamp', 'version', '_metadata'];

function writeWho(call: Fields, context: Fields, properties: Fields, out: EventWriter): void {
  const traits = typeOf(call) === 'group' ? [context.at('traits')] : [call.at('traits'), context.at('traits')];
  const trait = (...names: string[]): string | undefined => traits.map((one) => one.text(...names)).find((one) => one !== undefined);
  writeVisitor(out, {
    user: call.text('userId', 'user_id'),
    name: trait('username', 'userName', 'login'),
    email: trait('email') ?? properties.text('email'),
    fullName: trait('name') ?? fullName(trait('firstName', 'first_name'), trait('lastName', 'last_name')),
    device: call.text('anonymousId', 'anonymous_id') ?? context.text('device.id'),
    session: context.text('sessionId', 'session_id') ?? properties.text('sessionId', 'session_id'),
    ip: context.text('ip') ?? call.text('context_ip'),
    agent: context.text('userAgent', 'user_agent') ?? call.text('context_user_agent'),
    page: pageOf(call, context, properties),
    referrer: context.text('page.referrer') ?? properties.text('referrer') ?? context.text('referrer.url'),
  });
}

/** A page call is about its own page; of other calls the properties may name any address. */
function pageOf(call: Fields, context: Fields, properties: Fields): string | undefined {
  const own = properties.text('url');
  const isPage = typeOf(call) === 'page';
  return (isPage ? own : undefined) ?? context.text('page.url') ?? own ?? context.text('page.path') ?? properties.text('path');
}

function fullName(...parts: (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? undefined : given.join(' ');
}

function writeWhere(context: Fields, out: EventWriter): void {
  const app = context.text('app.name');
  if (app !== undefined) out.text('service.name', app);
  const system = context.text('os.name');
  if (system !== undefined) out.text('user_agent.os.name', system);
  const version = context.text('os.version');
  if (version !== undefined) out.text('user_agent.os.version', version);
  const device = context.text('device.name', 'device.model');
  if (device !== undefined) out.text('user_agent.device.name', device);
  const place = context.at('location');
  writePlace(out, {
    country: place.text('country', 'countryCode'),
    region: place.text('region'),
    city: place.text('city'),
    lat: place.number('latitude'),
    lon: place.number('longitude'),
  });
}
