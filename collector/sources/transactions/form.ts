import type { Fields } from '../json/fields';

/** The names under which each part of the generic form is found: the first is the documented one, the others are what exports call it. */
export const FORM = {
  id: ['id', 'transaction_id', 'transactionId', 'tx_id', 'payment_id', 'reference', 'end_to_end_id', 'trace_id'],
  time: [
    'time',
    'timestamp',
    '@timestamp',
    'datetime',
    'date_time',
    'transaction_time',
    'transaction_date',
    'created_at',
    'created',
    'booked_at',
    'booking_date',
    'date',
  ],
  type: ['type', 'transaction_type', 'kind', 'operation'],
  outcome: ['outcome', 'status', 'state', 'result', 'decision'],
  reason: ['reason', 'status_reason', 'decline_reason', 'failure_reason', 'response_text'],
  code: ['code', 'response_code', 'reason_code', 'error_code'],
  amount: ['amount', 'value', 'transaction_amount'],
  minor: ['amount_minor', 'amount_cents', 'minor_units'],
  currency: ['currency', 'currency_code', 'ccy', 'amount.currency'],
  direction: ['direction', 'debit_credit', 'dr_cr', 'credit_debit_indicator', 'sign'],
  user: ['user.id', 'user_id', 'userId', 'user', 'customer.id', 'customer_id', 'customer', 'client_id', 'who', 'initiator'],
  name: ['user.name', 'user_name', 'username', 'login'],
  email: ['user.email', 'customer.email', 'email', 'user_email', 'customer_email'],
  fullName: ['user.full_name', 'customer.name', 'customer_name', 'full_name', 'account_holder', 'holder_name'],
  account: ['account.id', 'account', 'account_id', 'account_number', 'from_account', 'source_account', 'debtor_account', 'iban', 'payer_account'],
  card: ['card.id', 'card.token', 'card.fingerprint', 'card', 'card_id', 'card_token', 'card_number', 'pan'],
  counterparty: [
    'counterparty.account',
    'counterparty.id',
    'counterparty.name',
    'counterparty',
    'to_account',
    'destination_account',
    'creditor_account',
    'beneficiary_account',
    'beneficiary',
    'payee',
    'recipient',
    'creditor',
  ],
  merchant: ['merchant.name', 'merchant.id', 'merchant', 'merchant_name', 'merchant_id', 'shop'],
  channel: ['channel', 'entry_channel', 'origin'],
  method: ['method', 'payment_method', 'instrument', 'scheme'],
  ip: ['ip', 'ip_address', 'client_ip', 'source.ip', 'source_ip', 'remote_ip'],
  agent: ['user_agent', 'userAgent', 'user_agent.original'],
  device: ['device.id', 'device_id', 'device', 'deviceId'],
  session: ['session.id', 'session_id', 'session', 'sessionId'],
  country: ['country', 'country_code', 'ip_country', 'merchant.country', 'merchant_country'],
  city: ['city', 'merchant.city', 'merchant_city'],
} as const satisfies Record<string, readonly string[]>;

/** The text of a part. An object where a text is meant (`"account": {"iban": …}`) is none. */
export function part(record: Fields, name: keyof typeof FORM): string | undefined {
  return record.text(...FORM[name]);
}

/** Names that may hold a card's number, its verification value, its tracks or its PIN. */
export const NEVER_KEPT = [...FORM.card, 'cvv', 'cvc', 'cvv2', 'track1', 'track2', 'track_2', 'pin', 'pin_block', 'emv'];
