/**
 * The version of MITRE ATT&CK (enterprise) that every technique is named by. Pinned here and nowhere else.
 *
 * © 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.
 */
export const ATTACK_VERSION = '18.1';

// Names of the techniques that shipped features carry. A technique of an own feature shows by its number.
const NAMES: Readonly<Record<string, string>> = {
  T1030: 'Data Transfer Size Limits',
  T1041: 'Exfiltration Over C2 Channel',
  T1046: 'Network Service Discovery',
  T1048: 'Exfiltration Over Alternative Protocol',
  T1053: 'Scheduled Task/Job',
  T1071: 'Application Layer Protocol',
  T1078: 'Valid Accounts',
  'T1078.004': 'Cloud Accounts',
  T1083: 'File and Directory Discovery',
  T1087: 'Account Discovery',
  T1110: 'Brute Force',
  'T1110.001': 'Password Guessing',
  'T1110.003': 'Password Spraying',
  'T1110.004': 'Credential Stuffing',
  T1119: 'Automated Collection',
  T1133: 'External Remote Services',
  T1190: 'Exploit Public-Facing Application',
  T1213: 'Data from Information Repositories',
  T1498: 'Network Denial of Service',
  T1499: 'Endpoint Denial of Service',
  T1530: 'Data from Cloud Storage',
  'T1548.003': 'Sudo and Sudo Caching',
  'T1562.006': 'Indicator Blocking',
  T1567: 'Exfiltration Over Web Service',
  T1595: 'Active Scanning',
  'T1595.002': 'Vulnerability Scanning',
  'T1595.003': 'Wordlist Scanning',
  T1593: 'Search Open Websites/Domains',
  T1594: 'Search Victim-Owned Websites',
  T1657: 'Financial Theft',
};

/** "T1110.003 Password Spraying". */
export function techniqueLabel(technique: string): string {
  const name = NAMES[technique];
  return name ? `${technique} ${name}` : technique;
}

/** Undefined for what is not a technique of ATT&CK: its own tags of an organisation have no page there. */
export function techniqueUrl(technique: string): string | undefined {
  const match = /^T(\d{4})(?:\.(\d{3}))?$/.exec(technique);
  if (!match) return undefined;
  return `https://attack.mitre.org/techniques/T${match[1]}/${match[2] ? `${match[2]}/` : ''}`;
}
