import { networkOf, normaliseAddress, normaliseEntity } from '../../pkg/identity';
import type { EntityType } from '../../pkg/model';
import { fieldId, type Draft } from '../encode/draft';

/** Names the entities of the event in their roles, and the network of its address. What the source already named stays. */
export function nameEntities(draft: Draft): void {
  nameAddress(draft);
  if (draft.hasAt(DESTINATION)) settleDestination(draft);
  for (const host of HOSTS) if (draft.hasAt(host.field)) relateHost(draft, host);
  nameActor(draft);
  nameTarget(draft);
  for (const { field, from, names } of NAMED_BY) if (draft.hasAt(from) && !draft.hasAt(field)) names.name(draft, field, draft.textAt(from));
}

function nameActor(draft: Draft): void {
  if (!draft.hasAt(ACTOR) && !draft.labels.has('invalid_user')) USER.name(draft, ACTOR, userOf(draft));
}

function nameTarget(draft: Draft): void {
  if (!draft.hasAt(TARGET)) USER.name(draft, TARGET, draft.textAt(TARGET_ID) ?? draft.textAt(TARGET_NAME));
  if (!draft.hasAt(HOST)) HOST_NAMES.name(draft, HOST, draft.textAt(HOST_NAME));
  if (!draft.hasAt(APPLICATION)) APPLICATIONS.name(draft, APPLICATION, draft.textAt(SERVICE) ?? draft.textAt(DOMAIN));
  if (!draft.hasAt(ORGANISATION)) ORGANISATIONS.name(draft, ORGANISATION, draft.textAt(ORGANISATION_ID) ?? draft.textAt(ORGANISATION_NAME) ?? EVERYBODY);
}

/** Names of entities of one type. The last one is remembered: what a batch comes from is the same for all of it. */
class Names {
  private raw = '';
  private id: string | undefined;

  public constructor(private readonly type: EntityType) {}

  public name(draft: Draft, field: number, raw: string | undefined): void {
    if (raw === undefined) return;
    if (raw !== this.raw) {
      this.id = normaliseEntity(this.type, raw);
      this.raw = raw;
    }
    if (this.id !== undefined) draft.setAt(field, this.id);
  }
}

const [ACTOR, TARGET, HOST] = [fieldId('habitus.entity.actor.user'), fieldId('habitus.entity.target.user'), fieldId('habitus.entity.target.host')];
const [TARGET_ID, TARGET_NAME, HOST_NAME] = [fieldId('user.target.id'), fieldId('user.target.name'), fieldId('host.name')];
const [APPLICATION, SERVICE, DOMAIN] = [fieldId('habitus.entity.target.application'), fieldId('service.name'), fieldId('url.domain')];
const [ORGANISATION, ORGANISATION_ID] = [fieldId('habitus.entity.actor.organisation'), fieldId('organization.id')];
const ORGANISATION_NAME = fieldId('organization.name');
const [USER, HOST_NAMES, APPLICATIONS, ORGANISATIONS] = [new Names('user'), new Names('host'), new Names('application'), new Names('organisation')];
/** Whose every event is that names no organisation: what rises over all users at once (a spray from a thousand addresses) shows in nobody's own baseline. */
const EVERYBODY = 'everybody';

/** Entities that one field names. */
const NAMED_BY = [
  { field: fieldId('habitus.entity.source.device'), from: fieldId('device.id'), names: new Names('device') },
  { field: fieldId('habitus.entity.actor.account'), from: fieldId('habitus.payment.account'), names: new Names('account') },
  { field: fieldId('habitus.entity.actor.card'), from: fieldId('habitus.payment.card'), names: new Names('card') },
  { field: fieldId('habitus.entity.target.account'), from: fieldId('habitus.payment.counterparty'), names: new Names('account') },
] as const;

const [IP, ADDRESS, ADDRESS_ENTITY] = [fieldId('source.ip'), fieldId('source.address'), fieldId('habitus.entity.source.address')];
const [NETWORK, NETWORK_TYPE] = [fieldId('habitus.network'), fieldId('network.type')];

function nameAddress(draft: Draft): void {
  const written = draft.textAt(IP) ?? draft.textAt(ADDRESS) ?? '';
  const address = normaliseAddress(written);
  if (address === undefined) {
    if (!draft.hasAt(ADDRESS)) draft.setAt(ADDRESS, written);
    draft.remove('source.ip');
    return;
  }
  draft.setAt(IP, address);
  if (!draft.hasAt(ADDRESS_ENTITY)) draft.setAt(ADDRESS_ENTITY, address);
  const network = networkOf(address);
  if (network !== undefined) draft.setAt(NETWORK, network);
  if (!draft.hasAt(NETWORK_TYPE)) draft.setAt(NETWORK_TYPE, address.includes(':') ? 'ipv6' : 'ipv4');
}

/** A field that may name a host, and what it said last. */
interface HostField {
  readonly field: number;
  last: string;
  isName: boolean;
}

/** `related.hosts` holds each host that the event names, under whatever field. */
function relateHost(draft: Draft, host: HostField): void {
  const name = draft.textAt(host.field);
  if (name === undefined) return;
  if (name !== host.last) [host.last, host.isName] = [name, !NUMERIC.test(name)];
  if (host.isName) draft.addAt(RELATED_HOSTS, name);
}

const RELATED_HOSTS = fieldId('related.hosts');
/** An address where a name may stand. */
const NUMERIC = /^[\d.]+$|[:[]/;
const HOSTS: readonly HostField[] = (['host.name', 'url.domain', 'source.domain', 'destination.domain'] as const).map((name) => ({
  field: fieldId(name),
  last: '',
  isName: true,
}));
const [DESTINATION, DESTINATION_ADDRESS] = [fieldId('destination.ip'), fieldId('destination.address')];

/** What stands where an address should and is none, is kept as it was written. */
function settleDestination(draft: Draft): void {
  const written = draft.textAt(DESTINATION);
  if (written === undefined) return;
  const address = normaliseAddress(written);
  if (address !== undefined) draft.setAt(DESTINATION, address);
  else {
    draft.remove('destination.ip');
    draft.setAt(DESTINATION_ADDRESS, written);
  }
}

/** `user.id` names a person unless it is a bare number beside a name: operating systems number their accounts anew on each host. */
function userOf(draft: Draft): string | undefined {
  const id = draft.textAt(USER_ID);
  const userName = draft.textAt(USER_NAME);
  const numbered = id !== undefined && userName !== undefined && /^\d+$/.test(id);
  return (numbered ? undefined : id) ?? userName ?? draft.textAt(EMAIL);
}

const [USER_ID, USER_NAME, EMAIL] = [fieldId('user.id'), fieldId('user.name'), fieldId('user.email')];
