import { number } from '../reading';

/** The outcome that the status of an answer over HTTP tells: below 400 success, else failure. Undefined for what is no status. */
export function outcomeOfStatus(status: unknown): 'success' | 'failure' | undefined {
  const code = Math.round(number(status) ?? 0);
  if (code < 100 || code > 599) return undefined;
  return code < 400 ? 'success' : 'failure';
}
