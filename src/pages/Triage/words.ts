import { list, number, plural } from '../../shared/format';
import type { Trust } from '../../shared/model';

/** "6 cases need a look". */
export function heading(open: number): string {
  if (open === 0) return 'Nothing needs a look';
  return open === 1 ? '1 case needs a look' : `${number(open)} cases need a look`;
}

const MANY: Readonly<Record<string, string>> = { address: 'addresses', application: 'applications', user: 'users', host: 'hosts' };

/** "300 users and 30 service accounts watched. At most 20 a day are shown to you." */
export function watched({ watched, budgetPerDay }: Pick<Trust, 'watched' | 'budgetPerDay'>): string {
  const kinds = Object.entries(watched)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([type, count]) => plural(count, type, MANY[type] ?? `${type}s`));
  return kinds.length === 0 ? 'Nobody is watched yet.' : `${list(kinds)} watched. Budget ${number(budgetPerDay)} a day.`;
}

/** "once in 24,000" and "such hours": the part that is read, and the part that may be small. */
export function splitOdds(odds: string): [odds: string, unit: string] {
  const at = odds.lastIndexOf(' such ');
  return at < 0 ? [odds, ''] : [odds.slice(0, at), odds.slice(at + 1)];
}

/** "also user ada and 2 more": the same incident at other entities, by their keys (`user:ada`). */
export function seenAlsoAt(also: readonly string[]): string {
  const [first = '', ...rest] = also;
  const at = first.indexOf(':');
  const named = `also ${first.slice(0, at)} ${first.slice(at + 1)}`;
  return rest.length === 0 ? named : `${named} and ${number(rest.length)} more`;
}

export interface Run {
  readonly text: string;
  readonly strong: boolean;
}

/** The sentence in runs, with what was observed (the number, and anything in quotes) set apart. */
export function emphasise(reason: string, observed: number): Run[] {
  const wanted = number(observed);
  return reason
    .split(/("[^"]*"|\d[\d,]*(?:\.\d+)?)/)
    .filter((text) => text !== '')
    .map((text) => ({ text, strong: text.startsWith('"') || text === wanted || text.replaceAll(',', '') === String(observed) }));
}
