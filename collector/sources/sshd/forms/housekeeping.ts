import type { MessageForm } from './form';

/** What sshd says of itself, of key files, or again. */
export const HOUSEKEEPING: readonly MessageForm[] = [
  {
    form: /^(?:input_userauth_request: invalid user|Disconnecting: |error: Too many authentication failures|Too many authentication failures)/,
    drop: 'duplicate',
  },
  {
    form: /^(?:(?:error: |fatal: )?(?:kex_|ssh_|banner exchange|Connection (?:closed|reset) by remote host|Connection timed out|Bad remote protocol|Could not read protocol|No SSH version|no matching|no hostkey alg|buffer_get|Read from socket|Write failed|userauth_|key_|dispatch_|padding error|Corrupted MAC|Bad packet|Hm, |mm_))/,
    drop: 'scan-without-user',
  },
  {
    form: /^(?:error: |fatal: )?(?:Postponed|AuthorizedKeys|AuthorizedPrincipals|Authentication (?:refused|key)|Accepted (?:key|certificate|\S+ public key)|Refusing certificate|refusing |Found matching|Could not (?:open user|load|get|connect)|User child is on pid|User '|Server listening|Received (?:signal|SIG)|Exiting on signal|Exited with|Set \/proc|Nasty PTR|srclimit|penalty|Connection rate|PAM service\(sshd\)|PAM: |PAM unable|PAM adding|beginning MaxStartups|exited MaxStartups|past MaxStartups|Transferred|Authentication methods list|Bind to port|Cannot bind|Missing privilege|Privilege separation|Unable to load host key|sshd: no hostkeys|Session process|session process|rexec|Starting session|Attempt to write login records|chroot|Changed root directory|GSSAPI|Root login accepted|lastlog_|login_|getpeername|getsockname|setsockopt|accept: |fork|reexec|channel|Local: |Remote: |X11|Kerberos|krb5|debug\d: |Rhosts|Deprecated|\/\S+ line \d+|rekeyed|Received SIGHUP|RESTART FAILED|Environment|Bad options|Forwarding|Allocated|server_input|connect_to|active |\d+ active|client |internal)/,
    drop: 'housekeeping',
  },
];
