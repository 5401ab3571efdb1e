import type { Pass } from './pass';

/** By detector. */
export type Unjudged = Readonly<Record<string, number>>;

/** Judgements that a pass could not make, by detector, of all features together. */
export function unjudgedIn({ tracks }: Pass): Unjudged {
  const all = tracks.flatMap(({ judges }) => judges).filter(({ unjudged }) => unjudged > 0);
  return totalOf(all.map(({ name, unjudged }) => ({ [name]: unjudged })));
}

export function totalOf(parts: readonly Unjudged[]): Unjudged {
  const total: Record<string, number> = {};
  for (const [name, n] of parts.flatMap((part) => Object.entries(part))) total[name] = (total[name] ?? 0) + n;
  return total;
}

/** What came since. */
export function unjudgedSince(before: Unjudged, now: Unjudged): Unjudged {
  return Object.fromEntries(Object.entries(now).flatMap(([name, n]) => (n > (before[name] ?? 0) ? [[name, n - (before[name] ?? 0)]] : [])));
}
