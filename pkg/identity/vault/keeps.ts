import { HabitusError } from '../../errors';
import type { TokenKind } from './tokens';

/** What may stay in clear besides what names nobody: whole kinds, hosts by their names, and single labels and extras. */
export interface Keeps {
  readonly kinds: ReadonlySet<TokenKind>;
  /** Whether a host's name is one of a machine that is no person's. */
  host(name: string): boolean;
  readonly labels: ReadonlySet<string>;
  readonly extras: ReadonlySet<string>;
}

/** Kinds that name no person by themselves: in clear always. */
const ALWAYS: readonly TokenKind[] = ['application', 'service', 'organisation'];
const MAY_BE: readonly TokenKind[] = ['host', 'device', 'network', 'domain'];
const FORMS =
  "`host`, `device`, `network`, `domain`, `host:PATTERN` as host:web-*, `labels.NAME` or `habitus.extra.NAME`: people's names and addresses never stay in clear";

/** Reads `pseudonymsKeep`. @throws HabitusError HAB-CONF-001 for what may not or cannot stay */
export function keepsOf(list: readonly string[]): Keeps {
  const kinds = new Set(ALWAYS);
  const [patterns, labels, extras] = [[] as string[], new Set<string>(), new Set<string>()];
  for (const one of list) {
    const kind = MAY_BE.find((name) => name === one);
    if (kind !== undefined) kinds.add(kind);
    else if (one.startsWith('host:') && one.length > 5) patterns.push(one.slice(5).toLowerCase());
    else if (one.startsWith('labels.')) labels.add(one.slice(7));
    else if (one.startsWith('habitus.extra.')) extras.add(one.slice(14));
    else throw new HabitusError('HAB-CONF-001', one, `pseudonymsKeep: ${FORMS}`);
  }
  const host = (name: string): boolean => patterns.some((pattern) => fits(pattern, name.toLowerCase()));
  return { kinds, host, labels, extras };
}

/** Whether a name is of a pattern in which `*` stands for any text. Linear in the name for each part. */
function fits(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return name === first;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - last.length;
}
