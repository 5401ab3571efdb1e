import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MINUTE, type EntityRef, type Millis } from '../../../../pkg/model';
import { readCsv } from '../data-set';

export interface SignIn {
  readonly at: Millis;
  readonly address: string;
  readonly user: string;
  readonly success: boolean;
  /** Made by an attacker: a row that is labelled and lies in an attack. */
  readonly attack: boolean;
}

export interface Attack {
  readonly start: Millis;
  readonly end: Millis;
  readonly addresses: ReadonlySet<string>;
  readonly users: ReadonlySet<string>;
}

export interface SignIns {
  readonly rows: readonly SignIn[];
  readonly attacks: readonly Attack[];
}

/** The page that all of them sign in to. */
const HOST = 'portal';

/** Whether an anomaly of the entity is the attack's: of its addresses, its victims, the page, or everybody together. */
export function isNamedBy({ addresses, users }: Attack, { type, id }: EntityRef): boolean {
  const own = type === 'address' ? addresses.has(id) : type === 'user' && users.has(id);
  return own || type === 'host' || type === 'organisation';
}

/** One half of the data set. The labels are joined by row number, the attacks by time alone: in 2018-h1 an attack has a new address for every attempt. */
export function readSignIns(dir: string): SignIns {
  const labelled = new Set(readCsv(join(dir, 'row_labels.csv.gz')).map(({ row }) => Number(row)));
  const windows = readCsv(join(dir, 'attacks.csv.gz')).map(({ start, end }) => ({ start: utc(start), end: utc(end) }));
  const rows = readCsv(join(dir, 'log.csv.gz')).map((row, number): SignIn => {
    const at = utc(row.datetime);
    const inAttack = windows.some(({ start, end }) => at >= start - MINUTE && at <= end + MINUTE);
    return { at, address: row.source_ip ?? '', user: row.username ?? '', success: row.success === 'True', attack: labelled.has(number) && inAttack };
  });
  const attacks = windows.map(({ start, end }): Attack => {
    const own = rows.filter(({ at, attack }) => attack && at >= start - MINUTE && at <= end + MINUTE);
    return { start, end, addresses: new Set(own.map(({ address }) => address)), users: new Set(own.map(({ user }) => user)) };
  });
  return { rows, attacks };
}

function utc(written = ''): Millis {
  return Date.parse(`${written.replace(' ', 'T').replace(/(\.\d{3})\d*$/, '$1')}Z`);
}

/** The sign-ins as ECS, a line each. No label is among them. */
export function writeSignIns(rows: readonly SignIn[], file: string): string {
  writeFileSync(file, `${rows.map(signInLine).join('\n')}\n`);
  return file;
}

export function signInLine({ at, address, user, success }: SignIn, number: number): string {
  return JSON.stringify({
    '@timestamp': new Date(at).toISOString(),
    event: { id: `sign-in-${number}`, category: ['authentication'], action: 'sign-in', outcome: success ? 'success' : 'failure' },
    user: { name: user },
    source: { ip: address },
    host: { name: HOST },
  });
}
