type Data = Record<string, unknown>;

/** The sections of an event's message: `Subject:` and below it, indented, `Account Name:\t\tada`. Pairs outside a section stand at the top. Cost: linear. */
export function detailsOf(message: string): Data {
  const details: Data = {};
  let section: Data = details;
  for (const line of message.slice(0, MOST_LENGTH).split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const key = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    const isIndented = /^\s/.test(line);
    if (value === '' && !isIndented) details[key] = section = {};
    else (isIndented ? section : details)[key] = value;
  }
  return details;
}

/** The words of a message as the names of EventData: `New Logon`'s `Account Name` is `TargetUserName`. */
export function ofDetails(details: Data): Data {
  const data: Data = {};
  for (const [title, content] of Object.entries(details)) {
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) readSection(title, content as Data, data);
    else if (ANYWHERE[title] !== undefined) data[ANYWHERE[title]] = first(content);
  }
  return data;
}

const MOST_LENGTH = 16_384;

function readSection(title: string, section: Data, into: Data): void {
  const names = { ...ANYWHERE, ...SECTIONS[title] };
  for (const [key, value] of Object.entries(section)) {
    const name = names[key];
    if (name !== undefined) into[name] ??= first(value);
  }
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : value;
}

type Names = Readonly<Record<string, string>>;

const TARGET: Names = {
  'Security ID': 'TargetUserSid',
  'Account Name': 'TargetUserName',
  'Account Domain': 'TargetDomainName',
  'Logon ID': 'TargetLogonId',
  'Supplied Realm Name': 'TargetDomainName',
  'User ID': 'TargetUserSid',
};
const SUBJECT: Names = {
  'Security ID': 'SubjectUserSid',
  'Account Name': 'SubjectUserName',
  'Account Domain': 'SubjectDomainName',
  'User Name': 'SubjectUserName',
  Domain: 'SubjectDomainName',
  'Logon ID': 'SubjectLogonId',
};
const GROUP: Names = {
  'Security ID': 'TargetSid',
  'Group Name': 'TargetUserName',
  'Group Domain': 'TargetDomainName',
  'Account Name': 'TargetUserName',
  'Account Domain': 'TargetDomainName',
};

const SECTIONS: Readonly<Record<string, Names>> = {
  Subject: SUBJECT,
  'New Logon': TARGET,
  'Account For Which Logon Failed': TARGET,
  'Account Whose Credentials Were Used': TARGET,
  'Account Information': TARGET,
  'Target Account': { ...TARGET, 'Security ID': 'TargetSid', 'Old Account Name': 'OldTargetUserName', 'New Account Name': 'NewTargetUserName' },
  'New Account': { ...TARGET, 'Security ID': 'TargetSid' },
  'Account That Was Locked Out': { ...TARGET, 'Security ID': 'TargetSid' },
  Member: { 'Security ID': 'MemberSid', 'Account Name': 'MemberName' },
  Group: GROUP,
  'New Group': GROUP,
  'Deleted Group': GROUP,
};

/** What has the same meaning wherever it stands. */
const ANYWHERE: Names = {
  'Logon Type': 'LogonType',
  'Logon Account': 'TargetUserName',
  'Source Workstation': 'Workstation',
  'Error Code': 'Status',
  'Source Network Address': 'IpAddress',
  'Client Address': 'IpAddress',
  'Network Address': 'IpAddress',
  'Source Port': 'IpPort',
  'Client Port': 'IpPort',
  Port: 'IpPort',
  'Workstation Name': 'WorkstationName',
  'Caller Computer Name': 'TargetDomainName',
  'Client Name': 'ClientName',
  Status: 'Status',
  'Sub Status': 'SubStatus',
  'Result Code': 'Status',
  'Failure Code': 'Status',
  'Process Name': 'ProcessName',
  'Caller Process Name': 'ProcessName',
  'Process ID': 'ProcessId',
  'Caller Process ID': 'ProcessId',
  'Authentication Package': 'AuthenticationPackageName',
  'Logon Process': 'LogonProcessName',
  'Service Name': 'ServiceName',
  'Ticket Encryption Type': 'TicketEncryptionType',
  'Elevated Token': 'ElevatedToken',
};
