import { currencyOf, digitsOf } from '../json/money';
import type { Fields } from '../json/fields';
import { writePayment, type Payment } from '../json/payment';
import type { EventWriter } from '../source';

/** Writes the movement of money that the object of an event is about. Objects without an amount write only what they name: a card, an account, a payee. */
export function writeMoney(type: string, object: Fields, before: Fields, out: EventWriter): void {
  const instrument = instrumentOf(object);
  const amount = amountOf(type, object, before);
  writePayment(out, {
    ...instrument,
    ...(amount !== undefined && movement(type, object, amount, instrument.method)),
    counterparty: object.text('destination.id') ?? object.text('destination', 'transfer_data.destination', 'on_behalf_of', 'merchant_data.network_id'),
    merchant: object.text('merchant_data.name', 'calculated_statement_descriptor', 'statement_descriptor'),
  });
}

function movement(type: string, object: Fields, amount: number, method: string | undefined): Payment {
  const kind = object.text('object') ?? '';
  const currency = currencyOf(object.raw('currency'));
  return {
    id: object.text('id'),
    type: TYPES.find(({ form }) => form.test(type) || form.test(kind))?.type ?? kind,
    amount: minor(Math.abs(amount), currency),
    currency,
    channel: method === 'card_present' || AT_TERMINAL.test(object.text('authorization_method') ?? '') ? 'in-person' : 'online',
  };
}

/** With what: a card by its fingerprint, a bank account by its own. */
function instrumentOf(object: Fields): Payment {
  const method = object.at('payment_method_details').has('type') ? object.at('payment_method_details') : methodOf(object);
  const types = object.texts('payment_method_types');
  const name = method.text('type') ?? (types.length === 1 ? types[0] : undefined);
  const card = [object.at('card'), method.at('card'), method.at('card_present')].find((one) => one.has('last4'));
  const bank = method.at(name === undefined || name.startsWith('card') ? 'bank_account' : name);
  return { method: name ?? (card && 'card'), card: card && cardOf(card), account: bank.text('fingerprint') };
}

function cardOf(card: Fields): string {
  return card.text('fingerprint', 'id') ?? `${card.text('brand') ?? 'card'} ${card.text('last4') ?? ''}`;
}

/** How a card that was issued was read. */
const AT_TERMINAL = /^(?:chip|contactless|swipe)$/;

const TYPES = [
  { form: /^charge\.refund|^refund/, type: 'refund' },
  { form: /dispute/, type: 'dispute' },
  { form: /^payout/, type: 'payout' },
  { form: /^treasury\.(?:received_credit|inbound)/, type: 'deposit' },
  { form: /^treasury\.received_debit/, type: 'withdrawal' },
  { form: /^treasury/, type: 'transfer' },
  { form: /^transfer|^topup/, type: 'transfer' },
  { form: /^application_fee/, type: 'fee' },
  { form: /^invoice/, type: 'invoice' },
  { form: /^(?:charge|payment_intent|checkout|issuing_)/, type: 'payment' },
];

/** Of what happened now: of a refund what was refunded this time, since the charge holds the sum of all. */
function amountOf(type: string, object: Fields, before: Fields): number | undefined {
  const refunded = object.number('amount_refunded');
  if (type === 'charge.refunded' && refunded !== undefined) return refunded - (before.number('amount_refunded') ?? 0);
  if (type === 'payment_intent.succeeded') return object.number('amount_received', 'amount');
  if (type === 'invoice.paid' || type === 'invoice.payment_succeeded') return object.number('amount_paid', 'total');
  const pending = object.at('pending_request').number('amount');
  return pending ?? object.number('amount', 'amount_total', 'amount_due', 'total');
}

/** The method of a payment that failed, of a payment method itself, or expanded in its place. */
function methodOf(object: Fields): Fields {
  if (object.text('object') === 'payment_method') return object;
  const failed = object.at('last_payment_error.payment_method');
  if (failed.has('type')) return failed;
  const setup = object.at('last_setup_error.payment_method');
  return setup.has('type') ? setup : object.at('payment_method');
}

/** Stripe gives these currencies other digits than ISO 4217: two for the first, none for the last. */
const OWN_DIGITS: ReadonlyMap<string, number> = new Map([
  ['ISK', 2],
  ['UGX', 2],
  ['MGA', 0],
]);

function minor(amount: number, currency: string | undefined): number {
  const own = OWN_DIGITS.get(currency ?? '');
  return own === undefined ? amount : Math.round(amount * 10 ** (digitsOf(currency) - own));
}
