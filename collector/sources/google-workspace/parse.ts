import { writeAddress } from '../json/address';
import { Fields } from '../json/fields';
import { writeKind } from '../json/kind';
import { writePage } from '../json/page';
import { put, putAll, putHost, putLabels } from '../json/put';
import { keepRest } from '../json/rest';
import { named, readWho, writeUser } from '../json/who';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { fromCloudLogging } from './cloud-logging';
import { kindOfEvent, outcomeOfEvent } from './kinds';
import { parametersOf } from './parameters';

/** Google Workspace's audit activities: sign-ins, administration, tokens, Drive: README.md. */
export const googleWorkspace = recordSource({
  name: 'google-workspace',
  mark: /admin#reports#activit/,
  recognises(document) {
    if (/^admin#reports#activity$/.test(document.text('kind') ?? '')) return 1;
    if (document.has('id.applicationName') && document.has('id.time') && document.has('events')) return 1;
    return fromCloudLogging(document) === undefined ? 0 : 1;
  },
  documents(payload) {
    return Array.isArray(payload.raw('items')) ? payload.list('items') : undefined;
  },
  write(document, _at, out) {
    const activity = new Fields(fromCloudLogging(document) ?? undefined);
    writeActivity(activity.has('events') ? activity : document, out);
  },
});

/** One event for each of the activity's. */
function writeActivity(activity: Fields, out: EventWriter): void {
  const time = activity.time('id.time');
  if (time === undefined) {
    out.reject('HAB-PARSE-001', 'id.time', String(activity.raw('id.time')));
    return;
  }
  // Warehouses flatten an activity of one event.
  const given = activity.has('events') ? activity.each('events') : [activity];
  const events = given.filter((event) => event.has('name'));
  if (events.length === 0) out.drop('no-events');
  for (const event of events) {
    out.time(time);
    writeEvent(activity, event, out);
    out.end();
  }
}

function writeEvent(activity: Fields, event: Fields, out: EventWriter): void {
  const application = activity.text('id.applicationName') ?? 'unknown';
  const name = event.text('name') ?? '';
  const parameters = parametersOf(event);
  writeKind(out, kindOfEvent(application, name), name, outcomeOfEvent(name, parameters.text('login_challenge_status', 'challenge_status')));
  putAll(out, {
    'event.dataset': `google_workspace.${application}`,
    'event.module': 'google_workspace',
    'event.provider': application,
    'event.id': activity.text('id.uniqueQualifier'),
    'event.reason': parameters.text('login_failure_type', 'EVENT_REASON', 'failure_type'),
    'organization.id': named(activity.text('id.customerId')),
    'organization.name': named(activity.text('ownerDomain')),
    'service.name': named(parameters.text('app_name', 'APPLICATION_NAME', 'application_name', 'CAA_APPLICATION')),
    'user_agent.original': parameters.text('user_agent'),
  });
  putHost(out, 'host.name', named(parameters.text('DEVICE_NAME')));
  writeActor(activity.at('actor'), parameters, out);
  writeAddress(out, 'source', activity.raw('ipAddress') ?? parameters.raw('ip_address'));
  writeTarget(parameters, out);
  writeFile(parameters, out);
  const site = parameters.text('WEB_ADDRESS', 'web_address');
  if (site !== undefined) writePage(out, site);
  const suspicious = parameters.flag('is_suspicious');
  putLabels(out, {
    method: named(parameters.text('login_type')),
    challenge: parameters.text('login_challenge_method'),
    suspicious: suspicious === undefined ? undefined : String(suspicious),
    visibility: parameters.text('visibility'),
    event_type: event.text('type'),
  });
  keepRest(parameters, out, 'google-workspace');
}

/** A key of an application, or the system itself, is no user. Meet and Chrome name the person among the parameters. */
function writeActor(actor: Fields, parameters: Fields, out: EventWriter): void {
  const mail =
    named(actor.text('email')) ?? [parameters.text('identifier'), parameters.text('DEVICE_USER'), parameters.text('actor')].find((said) => said?.includes('@'));
  writeUser(out, { id: actor.text('profileId'), email: mail, name: mail });
  const key = named(actor.text('key'));
  if (mail !== undefined || key === undefined) return;
  out.label('actor_type', actor.text('callerType') ?? 'KEY');
  put(out, 'habitus.entity.actor.service', key.toLowerCase());
}

function writeTarget(parameters: Fields, out: EventWriter): void {
  writeUser(
    out,
    parameters.text('affected_email_address', 'USER_EMAIL', 'target_user', 'target', 'member_id', 'member_email', 'user_email', 'event_guest', 'new_owner'),
    'user.target'
  );
  for (const one of ['owner', 'resource_owner_email', 'organizer_email', 'email_forwarding_destination_address']) {
    const whose = readWho(parameters.text(one));
    if (whose?.email === undefined) continue;
    out.add('related.user', whose.email);
    out.add('related.user', whose.name ?? whose.email);
  }
  const changed = parameters.text('NEW_VALUE', 'new_value');
  if (changed !== undefined && parameters.has('USER_EMAIL')) out.extra('google-workspace.new_value', changed.slice(0, 512));
  writeGroup(parameters, out);
  putAll(out, { 'rule.name': named(parameters.text('rule_name')) });
}

/** A group is known by its mail address, which is unique, and by its name in front of the domain. */
function writeGroup(parameters: Fields, out: EventWriter): void {
  const said = named(parameters.text('GROUP_EMAIL', 'group_email', 'group_id', 'GROUP_NAME'));
  if (said === undefined) return;
  const [, name = said, domain] = /^([^@\s]{1,128})@([^@\s]{1,253})$/.exec(said) ?? [];
  const id = parameters.has('GROUP_EMAIL') || parameters.has('group_email') || parameters.has('group_id') ? said : undefined;
  // It has a mailbox as people have: whoever looks for the address finds it, and pseudonyms hide the name too.
  if (domain !== undefined) out.add('related.user', said);
  putAll(out, { 'group.id': id, 'group.name': name, 'group.domain': domain });
  putAll(out, { 'user.target.group.id': id, 'user.target.group.name': name, 'user.target.group.domain': domain });
}

function writeFile(parameters: Fields, out: EventWriter): void {
  const name = parameters.text('doc_title');
  const extension = name === undefined ? undefined : /\.([^./\s]{1,16})$/.exec(name)?.[1];
  putAll(out, { 'file.name': name, 'file.extension': extension, 'file.owner': parameters.text('owner')?.split('@', 1)[0] });
}
