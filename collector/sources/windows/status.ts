/** What an NTSTATUS of a logon or a Kerberos result code says, in words; undefined for one that is not in the table. */
export function reasonOf(code: string, isKerberos: boolean): string | undefined {
  const value = Number.parseInt(code.replace(/^0x/i, ''), 16);
  return (isKerberos ? KERBEROS : LOGON).get(value);
}

/** Whether the status says that no account has this name. */
export function isUnknownName(code: string, isKerberos: boolean): boolean {
  const value = Number.parseInt(code.replace(/^0x/i, ''), 16);
  return isKerberos ? value === 0x6 : value === 0xc0000064;
}

/** `0x0` and `0`. */
export function isSuccess(code: string): boolean {
  return /^(?:0x)?0+$/i.test(code);
}

/** MS-ERREF 2.3.1, as Microsoft explains them for 4625 and 4776. */
const LOGON: ReadonlyMap<number, string> = new Map([
  [0xc000005e, 'no logon servers available'],
  [0xc0000064, 'user name does not exist'],
  [0xc000006a, 'wrong password'],
  [0xc000006d, 'bad user name or password'],
  [0xc000006e, 'account restriction'],
  [0xc000006f, 'outside of allowed hours'],
  [0xc0000070, 'workstation not allowed'],
  [0xc0000071, 'password expired'],
  [0xc0000072, 'account disabled'],
  [0xc00000dc, 'server in wrong state'],
  [0xc0000133, 'clocks too far apart'],
  [0xc000015b, 'logon type not granted'],
  [0xc000018c, 'trust relationship failed'],
  [0xc0000192, 'netlogon service not started'],
  [0xc0000193, 'account expired'],
  [0xc0000224, 'password must be changed'],
  [0xc0000225, 'not found'],
  [0xc0000234, 'account locked out'],
  [0xc00002ee, 'error during logon'],
  [0xc0000371, 'no secret for the account in the local store'],
  [0xc0000413, 'authentication firewall'],
]);

/** RFC 4120 section 7.5.9, by its names. */
const KERBEROS: ReadonlyMap<number, string> = new Map([
  [0x1, 'KDC_ERR_NAME_EXP'],
  [0x2, 'KDC_ERR_SERVICE_EXP'],
  [0x3, 'KDC_ERR_BAD_PVNO'],
  [0x6, 'KDC_ERR_C_PRINCIPAL_UNKNOWN'],
  [0x7, 'KDC_ERR_S_PRINCIPAL_UNKNOWN'],
  [0x8, 'KDC_ERR_PRINCIPAL_NOT_UNIQUE'],
  [0x9, 'KDC_ERR_NULL_KEY'],
  [0xc, 'KDC_ERR_POLICY'],
  [0xd, 'KDC_ERR_BADOPTION'],
  [0xe, 'KDC_ERR_ETYPE_NOTSUPP'],
  [0xf, 'KDC_ERR_SUMTYPE_NOSUPP'],
  [0x10, 'KDC_ERR_PADATA_TYPE_NOSUPP'],
  [0x12, 'KDC_ERR_CLIENT_REVOKED'],
  [0x13, 'KDC_ERR_SERVICE_REVOKED'],
  [0x14, 'KDC_ERR_TGT_REVOKED'],
  [0x15, 'KDC_ERR_CLIENT_NOTYET'],
  [0x16, 'KDC_ERR_SERVICE_NOTYET'],
  [0x17, 'KDC_ERR_KEY_EXPIRED'],
  [0x18, 'KDC_ERR_PREAUTH_FAILED'],
  [0x19, 'KDC_ERR_PREAUTH_REQUIRED'],
  [0x1a, 'KDC_ERR_SERVER_NOMATCH'],
  [0x1b, 'KDC_ERR_MUST_USE_USER2USER'],
  [0x1f, 'KRB_AP_ERR_BAD_INTEGRITY'],
  [0x20, 'KRB_AP_ERR_TKT_EXPIRED'],
  [0x21, 'KRB_AP_ERR_TKT_NYV'],
  [0x22, 'KRB_AP_ERR_REPEAT'],
  [0x23, 'KRB_AP_ERR_NOT_US'],
  [0x24, 'KRB_AP_ERR_BADMATCH'],
  [0x25, 'KRB_AP_ERR_SKEW'],
  [0x29, 'KRB_AP_ERR_MODIFIED'],
  [0x3c, 'KRB_ERR_GENERIC'],
  [0x44, 'KDC_ERR_WRONG_REALM'],
]);
