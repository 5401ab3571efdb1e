import { writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { writeKind } from '../json/kind';
import { put, putAll, putLabels } from '../json/put';
import { keepRest } from '../json/rest';
import { named, writeUser } from '../json/who';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { kindOfAction } from './kinds';

/** GitHub's audit log of an organisation or enterprise, with Git events: README.md. */
export const githubAudit = recordSource({
  name: 'github-audit',
  mark: /"_document_id"|"action":\s{0,4}"(?:git|org|repo|team|protected_branch|workflows|personal_access_token)\.[a-z_]{1,40}"/,
  recognises(document) {
    if (!/^[a-z0-9_]{2,60}(?:\.[\w.]{2,80})?$/.test(document.text('action') ?? '')) return 0;
    const parts = ['_document_id', 'actor', 'actor_id', 'org', 'business', 'repo', 'created_at', 'operation_type', 'actor_location'].filter((key) =>
      document.has(key)
    );
    return parts.length >= 3 ? 1 : 0;
  },
  write(document, _at, out) {
    const action = document.text('action');
    const time = document.time('@timestamp', 'created_at', 'timestamp');
    if (action === undefined) out.reject('HAB-PARSE-002', 'an action', 'none');
    else if (time === undefined) out.reject('HAB-PARSE-001', '@timestamp or created_at', String(document.raw('@timestamp')));
    else {
      out.time(time);
      write(document, action, out);
    }
  },
});

function write(log: Fields, action: string, out: EventWriter): void {
  const isFailure = /failed|failure|denied|blocked|rejected/.test(action);
  writeKind(out, kindOfAction(action, log.text('operation_type')), action, isFailure ? 'failure' : 'success');
  putAll(out, {
    'event.dataset': 'github.audit',
    'event.module': 'github',
    'event.id': log.text('_document_id', 'request_id'),
    'event.reason': isFailure ? named(log.text('reason', 'message')) : undefined,
    message: named(log.text('message', 'explanation')),
    'organization.id': named(log.text('org_id', 'business_id')),
    'organization.name': named(log.text('org', 'business')),
    'user_agent.original': named(log.text('user_agent')),
    'service.name': named(log.text('repo', 'repository')),
  });
  writeActor(log, out);
  writeUser(out, { id: log.text('user_id'), login: log.text('user'), email: log.text('data.email') }, 'user.target');
  const team = named(log.text('team', 'data.team'));
  const group = team ?? (action.startsWith('org.') ? named(log.text('org')) : undefined);
  put(out, 'group.name', group);
  if (log.has('user')) put(out, 'user.target.group.name', group);
  writeAddress(out, 'source', log.raw('actor_ip'));
  writePlace(out, {
    country: log.raw('actor_location.country_code'),
    countryName: log.raw('actor_location.country_name'),
    region: log.raw('actor_location.region_name'),
    city: log.raw('actor_location.city'),
  });
  putLabels(out, {
    repo: named(log.text('repo', 'repository')),
    operation: named(log.text('operation_type')),
    method: named(log.text('programmatic_access_type')),
    protocol: named(log.text('transport_protocol_name')),
    permission: named(log.text('permission')),
    visibility: named(log.text('visibility')),
  });
  for (const known of ['created_at', '@timestamp', 'data', 'hashed_token', 'token_id']) log.raw(known);
  keepRest(log, out, 'github');
  out.end();
}

/** The number of an account is no entity: its login is. A name of the identity provider that is a mail address is the person's mail. */
function writeActor(log: Fields, out: EventWriter): void {
  const external = named(log.text('external_identity_nameid', 'external_identity_username'));
  writeUser(out, { id: log.text('actor_id'), login: log.text('actor'), email: external });
  if (log.flag('actor_is_bot') === true || (log.text('actor') ?? '').endsWith('[bot]')) out.label('actor_type', 'bot');
}
