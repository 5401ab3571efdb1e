import type { Outcome } from '../json/outcome';

/** What field 39 of ISO 8583 (1987: two digits, 1993: three) says. A request has none: it is not answered yet. */
export function answerOf(code: string | undefined): { readonly outcome: Outcome; readonly reason?: string } {
  if (code === undefined) return { outcome: 'unknown' };
  if (/^(?:00|000|08|10|11|16|85|800|400)$/.test(code)) return { outcome: 'success' };
  const reason = REASONS.get(code);
  return reason === undefined ? { outcome: 'failure' } : { outcome: 'failure', reason };
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['01', 'refer-to-issuer'],
  ['03', 'invalid-merchant'],
  ['04', 'pick-up-card'],
  ['05', 'do-not-honour'],
  ['07', 'pick-up-card'],
  ['12', 'invalid-transaction'],
  ['13', 'invalid-amount'],
  ['14', 'invalid-card-number'],
  ['30', 'format-error'],
  ['41', 'lost-card'],
  ['43', 'stolen-card'],
  ['51', 'insufficient-funds'],
  ['54', 'expired-card'],
  ['55', 'wrong-pin'],
  ['57', 'not-permitted-to-cardholder'],
  ['58', 'not-permitted-to-terminal'],
  ['59', 'suspected-fraud'],
  ['61', 'amount-limit'],
  ['62', 'restricted-card'],
  ['63', 'security-violation'],
  ['65', 'frequency-limit'],
  ['75', 'pin-tries-exceeded'],
  ['82', 'wrong-cvv'],
  ['91', 'issuer-unavailable'],
  ['96', 'system-malfunction'],
  ['100', 'do-not-honour'],
  ['101', 'expired-card'],
  ['102', 'suspected-fraud'],
  ['104', 'restricted-card'],
  ['106', 'pin-tries-exceeded'],
  ['110', 'invalid-amount'],
  ['111', 'invalid-card-number'],
  ['116', 'insufficient-funds'],
  ['117', 'wrong-pin'],
  ['119', 'not-permitted-to-cardholder'],
  ['120', 'not-permitted-to-terminal'],
  ['121', 'amount-limit'],
  ['122', 'security-violation'],
  ['123', 'frequency-limit'],
  ['129', 'suspected-fraud'],
  ['200', 'pick-up-card'],
  ['202', 'suspected-fraud'],
  ['208', 'lost-card'],
  ['209', 'stolen-card'],
]);
