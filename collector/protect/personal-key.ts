import type { TokenKind } from '../../pkg/identity';
import { LRUCache } from 'lru-cache';

/** Words by which senders call what names a person, an address or a device; the last words of a key decide. */
const NAMING: Readonly<Record<string, TokenKind>> = Object.assign(Object.create(null) as Record<string, TokenKind>, {
  ...byWords('user', 'user username login email mail emailaddress upn displayname fullname firstname lastname givenname surname nickname realname'),
  ...byWords('user', 'alternateid principalname userid useruuid accountname loginname screenname phone phonenumber mobile msisdn manager owner'),
  ...byWords('user', 'user_name user_id user_email user_login display_name full_name first_name last_name given_name family_name middle_name nick_name'),
  ...byWords('user', 'real_name alternate_id principal_name account_name login_name screen_name phone_number mobile_number distinct_id person_id profile_id'),
  ...byWords('user', 'customer_id customer_name member_id employee_id birth_date street_address postal_address sub ssn sid user_sid anonymous_id'),
  ...byWords('address', 'ip ips ipaddress ip_address remote_addr client_ip source_ip remote_ip src_ip dst_ip x_forwarded_for forwarded_for'),
  ...byWords(
    'device',
    'device_id device_name pseudo_id client_id installation_id visitor_id deviceid devicename imei mac mac_address serial_number hardware_id device_fingerprint fingerprint'
  ),
  ...byWords('domain', 'domain_name user_domain domainname ntdomain'),
  ...byWords(
    'host',
    'host hostname host_name host_id fqdn nodename node_name netbios_name workstation workstation_name computer computer_name computername machine_name server_name client_name client_host observer_name agent_name dvchost shost dhost'
  ),
  ...byWords('account', 'iban account_number bank_account card_number pan'),
});
/** Words that say only together with who is meant (`actor.name`) that they name somebody. */
const WEAK = new Set(['name', 'id', 'key', 'uuid', 'uid', 'value', 'title', 'identifier', 'alias', 'address', 'contact']);
const PERSONS = new Set(
  'user actor owner subject principal target person customer member employee manager caller sender recipient admin invitee assignee author creator requester approver profile contact'.split(
    ' '
  )
);

const known = new LRUCache<string, TokenKind | 'none'>({ max: 4_096 });

/** What the value of a key names, by the words of its path; undefined: nobody. `actor.displayName`, `target_user`, `clientIp`. Cost: a look-up for a path that was met lately. */
export function namedBy(path: string): TokenKind | undefined {
  let kind = known.get(path);
  if (kind === undefined) {
    kind = read(path) ?? 'none';
    if (path.length <= 256) known.set(path, kind);
  }
  return kind === 'none' ? undefined : kind;
}

function read(path: string): TokenKind | undefined {
  const words = path
    .slice(-256)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  // `user_agent.name` is that of a program.
  if (last === 'name' && before === 'agent' && words.at(-3) === 'user') return undefined;
  if (WEAK.has(last)) return NAMING[`${before}_${last}`] ?? (PERSONS.has(before) ? 'user' : undefined);
  return NAMING[`${words.at(-3) ?? ''}_${before}_${last}`] ?? NAMING[`${before}_${last}`] ?? NAMING[last] ?? (PERSONS.has(last) ? 'user' : undefined);
}

function byWords(kind: TokenKind, words: string): Record<string, TokenKind> {
  return Object.fromEntries(words.split(' ').map((word) => [word, kind]));
}
