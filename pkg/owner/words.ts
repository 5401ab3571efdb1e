import type { Millis } from '../model';

/** `12,345`. */
export function count(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}

/** `12.3 MB`. */
export function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = n < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(n) / 3));
  return `${step === 0 ? n : (n / 1_000 ** step).toFixed(1)} ${units[step]}`;
}

/** `health-check 12, static 3`, most first; empty when there are none. */
export function counts(reasons: Readonly<Record<string, number>>): string {
  const some = Object.entries(reasons).filter(([, n]) => n > 0);
  return some
    .sort(([, a], [, b]) => b - a)
    .map(([reason, n]) => `${reason} ${count(n)}`)
    .join(', ');
}

/** `2017-03-30 15:55`, UTC. */
export function moment(at: Millis): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

/** A value as short as it stays true: whole numbers whole, small ones with two digits that say something. */
export function value(n: number): string {
  if (!Number.isFinite(n)) return '-';
  if (Number.isInteger(n) || Math.abs(n) >= 100) return count(n);
  if (n > 0 && n < 0.001) return '<0.001';
  return String(Number(n.toPrecision(2)));
}
