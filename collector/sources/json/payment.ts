import type { EventWriter } from '../source';

/** A movement of money, as far as a record says. */
export interface Payment {
  readonly id?: string | undefined;
  /** `payment`, `refund`, `dispute`, `payout`, … */
  readonly type?: string | undefined;
  /** Minor units of the currency. */
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
  readonly method?: string | undefined;
  readonly channel?: string | undefined;
  readonly account?: string | undefined;
  /** A token, a fingerprint or a number: of a number only the first six and last four digits are written. */
  readonly card?: string | undefined;
  readonly counterparty?: string | undefined;
  readonly merchant?: string | undefined;
}

/** Writes what is known of it under `habitus.payment.*`. */
export function writePayment(out: EventWriter, payment: Payment): void {
  if (payment.amount !== undefined) out.number('habitus.payment.amount', payment.amount);
  for (const name of TEXTS) {
    const value = payment[name];
    if (value !== undefined) out.text(`habitus.payment.${name}`, name === 'card' ? withoutNumber(value) : value);
  }
}

const TEXTS = ['id', 'type', 'currency', 'method', 'channel', 'account', 'card', 'counterparty', 'merchant'] as const;

/** A card by a text that is safe to keep: of a card number (12 to 19 digits, perhaps in groups) the first six and last four digits. */
export function withoutNumber(card: string): string {
  const digits = card.replace(/[ -]/g, '');
  return /^\d{12,19}$/.test(digits) ? `${digits.slice(0, 6)}${'*'.repeat(digits.length - 10)}${digits.slice(-4)}` : card;
}
