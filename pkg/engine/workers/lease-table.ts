import { GROUPS } from './partition';

/** Who takes part, as it is stored and shown. */
export interface Member {
  /** `host:pid`. */
  readonly name: string;
  readonly since: string;
}

/** Who holds what. One small block of a namespace, replaced by compare-and-set. */
export interface LeaseTable {
  /** By session. */
  readonly members: Readonly<Record<string, Member>>;
  readonly leases: Readonly<Record<string, { readonly holder: string; readonly term: number }>>;
  /** The newest term. Each lease that is taken gets the next: so of two holders, of whatever, the later has the higher. */
  readonly term: number;
}

export const EMPTY: LeaseTable = { members: {}, leases: {}, term: 0 };

/** Cuts epochs, makes cases, commits what the groups scored. */
export const COORDINATOR = 'coordinator';

export function groupLease(group: number): string {
  return `group-${String(group).padStart(2, '0')}`;
}

const ALL: readonly string[] = [COORDINATOR, ...Array.from({ length: GROUPS }, (_, group) => groupLease(group))];

/** The table with a session in it, that takes what is free and its due; `gone` are out and hold nothing. */
export function joined(table: LeaseTable, session: string, member: Member, gone: ReadonlySet<string>): LeaseTable {
  const members = { ...without(table.members, gone), [session]: member };
  const leases = Object.fromEntries(Object.entries(table.leases).filter(([, { holder }]) => members[holder] !== undefined));
  let { term } = table;
  for (const lease of due({ members, leases }, session)) leases[lease] = { holder: session, term: ++term };
  return { members, leases, term };
}

/** The table without some leases of a session, or without the session. */
export function left(table: LeaseTable, session: string, leases?: readonly string[]): LeaseTable {
  const drops = (lease: string, holder: string): boolean => holder === session && (leases === undefined || leases.includes(lease));
  const kept = Object.fromEntries(Object.entries(table.leases).filter(([lease, { holder }]) => !drops(lease, holder)));
  return { ...table, leases: kept, members: leases === undefined ? without(table.members, new Set([session])) : table.members };
}

/** Groups of a session beyond its share: to be let go once their state is stored. */
export function surplus(table: LeaseTable, session: string): string[] {
  const own = groupsOf(table, session);
  return own.slice(shareOf(table));
}

export function heldBy({ leases }: Pick<LeaseTable, 'leases'>, session: string): Map<string, number> {
  return new Map(Object.entries(leases).flatMap(([lease, { holder, term }]) => (holder === session ? [[lease, term] as const] : [])));
}

function due(table: Omit<LeaseTable, 'term'>, session: string): string[] {
  const free = ALL.filter((lease) => table.leases[lease] === undefined);
  const groups = free.filter((lease) => lease !== COORDINATOR).slice(0, Math.max(0, shareOf(table) - groupsOf(table, session).length));
  return free.includes(COORDINATOR) ? [COORDINATOR, ...groups] : groups;
}

function groupsOf(table: Omit<LeaseTable, 'term'>, session: string): string[] {
  return [...heldBy(table, session).keys()].filter((lease) => lease !== COORDINATOR).sort();
}

function shareOf({ members }: Pick<LeaseTable, 'members'>): number {
  return Math.ceil(GROUPS / Math.max(1, Object.keys(members).length));
}

function without<T>(record: Readonly<Record<string, T>>, keys: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.has(key)));
}
