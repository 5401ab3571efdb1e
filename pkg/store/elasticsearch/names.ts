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

/** What lies in one plain index each. */
export const PLAIN_KINDS = ['observations', 'state', 'records', 'findings', 'anomalies', 'receipts', 'risk'] as const;
export type PlainKind = (typeof PLAIN_KINDS)[number];

export function namesOf(namespace: string): Names {
  const plain = Object.fromEntries(PLAIN_KINDS.map((kind) => [kind, `habitus.${kind}-${namespace}`])) as Record<PlainKind, string>;
  return { events: `logs-habitus.events-${namespace}`, firstEvents: `habitus.events-${namespace}-000001`, ...plain };
}
