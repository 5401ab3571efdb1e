import type { Millis } from '../../model';

/** Names of everything of a namespace in a cluster. Prefixes never overlap with those of another namespace, since reads name no wildcard. */
export interface Names {
  /** The data stream, or the alias of the same name where there are none: what is read and written. */
  readonly events: string;
  /** The first index behind the alias. Must not match the pattern of the data stream. */
  readonly firstEvents: string;
  readonly observations: string;
  readonly state: string;
  readonly records: string;
  readonly findings: string;
  readonly anomalies: string;
  readonly receipts: string;
  readonly risk: string;
}

/** What is no event. */
export const PLAIN_KINDS = ['observations', 'state', 'records', 'findings', 'anomalies', 'receipts', 'risk'] as const;
/** Kinds that lie in an index a month, so that what is old enough goes by dropping whole indices. */
export const MONTHLY_KINDS = ['observations', 'findings', 'anomalies', 'receipts', 'risk'] as const satisfies readonly (typeof PLAIN_KINDS)[number][];

/** `habitus.risk-default` and an instant of May 2026 are `habitus.risk-default.2026-05`: a namespace has no dot, so no name is another's prefix. */
export function monthly(name: string, at: Millis): string {
  return `${name}.${new Date(at).toISOString().slice(0, -17)}`;
}

/** Of the times of documents, both ends included. */
export interface Between {
  readonly from: Millis;
  readonly to: Millis;
}

/** More are asked for by a wildcard: a request line takes some thousand characters. */
const MOST_MONTHS = 24;
const LATEST = 8.64e15;

/** The names of all months of a span; undefined where they are too many to be named. */
export function monthsOf(name: string, { from, to }: Between): string[] | undefined {
  if (Math.abs(from) > LATEST || Math.abs(to) > LATEST) return undefined;
  const [first, last] = [new Date(from), new Date(to)];
  const months = 12 * (last.getUTCFullYear() - first.getUTCFullYear()) + last.getUTCMonth() - first.getUTCMonth() + 1;
  if (months > MOST_MONTHS) return undefined;
  return Array.from({ length: Math.max(0, months) }, (_, n) => monthly(name, Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + n, 1)));
}

/** When the month of such a name ends; undefined for any other name. */
export function endOfMonth(index: string): Millis | undefined {
  const [, year, month] = /\.([+-]?\d{4,6})-(\d\d)$/.exec(index) ?? [];
  return year === undefined ? undefined : Date.UTC(Number(year), Number(month), 1);
}

export type PlainKind = (typeof PLAIN_KINDS)[number];

export function namesOf(namespace: string): Names {
  const plain = Object.fromEntries(PLAIN_KINDS.map((kind) => [kind, `habitus.${kind}-${namespace}`])) as Record<PlainKind, string>;
  return { events: `logs-habitus.events-${namespace}`, firstEvents: `habitus.events-${namespace}-000001`, ...plain };
}
