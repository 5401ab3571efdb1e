import { networkOf, normaliseAddress, normaliseEntity } from '../../pkg/identity';
import type { Draft } from '../encode/draft';

/** Names the entities of the event in their roles, and the network of its address. What the source already named stays. */
export function nameEntities(draft: Draft): void {
  nameAddress(draft);
  settleDestination(draft);
  relateHosts(draft);
  if (!draft.has('habitus.entity.actor.user') && !draft.labels.has('invalid_user')) name(draft, 'habitus.entity.actor.user', 'user', userOf(draft));
  if (!draft.has('habitus.entity.target.user')) {
    name(draft, 'habitus.entity.target.user', 'user', draft.text('user.target.id') ?? draft.text('user.target.name'));
  }
  if (!draft.has('habitus.entity.target.host')) name(draft, 'habitus.entity.target.host', 'host', draft.text('host.name'));
  if (!draft.has('habitus.entity.target.application')) {
    name(draft, 'habitus.entity.target.application', 'application', draft.text('service.name') ?? draft.text('url.domain'));
  }
  if (!draft.has(ORGANISATION)) name(draft, ORGANISATION, 'organisation', draft.text('organization.id') ?? draft.text('organization.name') ?? EVERYBODY);
  for (const [field, type, from] of NAMED_BY) if (!draft.has(field)) name(draft, field, type, draft.text(from));
}

const ORGANISATION = 'habitus.entity.actor.organisation';
/** Whose every event is that names no organisation: what rises over all users at once (a spray from a thousand addresses) shows in nobody's own baseline. */
const EVERYBODY = 'everybody';

/** Entities that one field names. */
const NAMED_BY = [
  ['habitus.entity.source.device', 'device', 'device.id'],
  ['habitus.entity.actor.account', 'account', 'habitus.payment.account'],
  ['habitus.entity.actor.card', 'card', 'habitus.payment.card'],
  ['habitus.entity.target.account', 'account', 'habitus.payment.counterparty'],
] as const;

function nameAddress(draft: Draft): void {
  const written = draft.text('source.ip') ?? draft.text('source.address') ?? '';
  const address = normaliseAddress(written);
  if (address === undefined) {
    if (!draft.has('source.address')) draft.set('source.address', written);
    draft.remove('source.ip');
    return;
  }
  draft.set('source.ip', address);
  if (!draft.has('habitus.entity.source.address')) draft.set('habitus.entity.source.address', address);
  const network = networkOf(address);
  if (network !== undefined) draft.set('habitus.network', network);
  if (!draft.has('network.type')) draft.set('network.type', address.includes(':') ? 'ipv6' : 'ipv4');
}

/** `related.hosts` holds each host that the event names, under whatever field. */
function relateHosts(draft: Draft): void {
  for (const field of HOSTS) {
    const name = draft.has(field) ? draft.text(field) : undefined;
    if (name !== undefined && !NUMERIC.test(name)) draft.add('related.hosts', name);
  }
}

/** An address where a name may stand. */
const NUMERIC = /^[\d.]+$|[:[]/;
const HOSTS = ['host.name', 'url.domain', 'source.domain', 'destination.domain'] as const;

/** What stands where an address should and is none, is kept as it was written. */
function settleDestination(draft: Draft): void {
  const written = draft.text('destination.ip');
  if (written === undefined) return;
  const address = normaliseAddress(written);
  if (address !== undefined) draft.set('destination.ip', address);
  else {
    draft.remove('destination.ip');
    draft.set('destination.address', written);
  }
}

/** `user.id` names a person unless it is a bare number beside a name: operating systems number their accounts anew on each host. */
function userOf(draft: Draft): string | undefined {
  const id = draft.text('user.id');
  const userName = draft.text('user.name');
  const numbered = id !== undefined && userName !== undefined && /^\d+$/.test(id);
  return (numbered ? undefined : id) ?? userName ?? draft.text('user.email');
}

function name(draft: Draft, field: Parameters<Draft['set']>[0], type: Parameters<typeof normaliseEntity>[0], raw: string | undefined): void {
  const id = raw === undefined ? undefined : normaliseEntity(type, raw);
  if (id !== undefined) draft.set(field, id);
}
