import type { Millis } from '../../../pkg/model';
import type { Fields } from '../json/fields';
import { currencyOf } from '../json/money';
import { writePayment } from '../json/payment';
import { keepRest } from '../json/rest';
import type { Arrival, EventWriter } from '../source';
import { answerOf } from './answer-codes';
import { NEVER_KEPT } from './form';

/** Whether a record has the fields of ISO 8583: a message type and data elements by number (`DE4`, `F004`, `field_4`, `4`). */
export function isCardMessage(record: Fields): boolean {
  return /^[0-9]{4}$/.test(record.text('mti', 'message_type', 'MTI') ?? '') && element(record, 4) !== undefined;
}

/** An authorisation, a reversal or a refund. Amounts (field 4) are in minor units already. */
export function writeCardMessage(record: Fields, at: Arrival, out: EventWriter): void {
  const when = timeOf(element(record, 7), at);
  if (when === undefined) {
    out.reject('HAB-PARSE-001', 'field 7: MMDDhhmmss', element(record, 7) ?? 'none');
    return;
  }
  const mti = record.text('mti', 'message_type', 'MTI') ?? '';
  const answer = element(record, 39);
  const outcome = answerOf(answer);
  out.time(when);
  out.text('habitus.time.assumed', `year ${new Date(when).getUTCFullYear()}`);
  out.text('event.kind', 'event');
  out.add('event.type', outcome.outcome === 'failure' ? 'denied' : 'info');
  out.text('event.action', ACTIONS.get(mti.slice(1, 2)) ?? `message-${mti}`);
  out.text('event.code', mti);
  out.text('event.dataset', 'transactions.card');
  out.text('event.outcome', outcome.outcome);
  if (answer !== undefined && outcome.outcome === 'failure') out.text('error.code', answer);
  if (outcome.reason !== undefined) out.text('event.reason', outcome.reason);
  writeMoney(record, mti, out);
  for (const secret of SECRETS) record.raw(secret);
  keepRest(record, out, 'transactions');
  out.end();
}

/** Number, tracks, PIN and chip data of the card. */
const SECRETS = [...[2, 34, 35, 36, 45, 52, 55].flatMap(keysOf), ...NEVER_KEPT];

const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['1', 'authorisation'],
  ['2', 'financial'],
  ['4', 'reversal'],
  ['5', 'reconciliation'],
]);

function writeMoney(record: Fields, mti: string, out: EventWriter): void {
  const processing = element(record, 3)?.slice(0, 2);
  const id = element(record, 37) ?? element(record, 11);
  if (id !== undefined) out.text('event.id', [id, mti, element(record, 7), element(record, 41)].filter((one) => one !== undefined).join('/'));
  writePayment(out, {
    id,
    type: mti.startsWith('4', 1) ? 'reversal' : (TYPES.get(processing ?? '') ?? 'payment'),
    amount: amountOf(element(record, 4)),
    currency: currencyOf(element(record, 49)),
    method: 'card',
    channel: CHANNELS.get(element(record, 22)?.slice(0, 2) ?? ''),
    card: element(record, 2),
    account: element(record, 102),
    counterparty: element(record, 103) ?? element(record, 42),
    merchant: element(record, 43)?.replace(/\s{2,}/g, ' ') ?? element(record, 42),
  });
}

/** The first two digits of the processing code. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['00', 'payment'],
  ['01', 'withdrawal'],
  ['09', 'payment'],
  ['20', 'refund'],
  ['21', 'deposit'],
  ['30', 'balance-inquiry'],
  ['31', 'balance-inquiry'],
  ['40', 'transfer'],
]);

/** How the card was read, by the first two digits of the entry mode. */
const CHANNELS: ReadonlyMap<string, string> = new Map([
  ['01', 'manual'],
  ['02', 'in-person'],
  ['05', 'in-person'],
  ['07', 'in-person'],
  ['10', 'online'],
  ['80', 'in-person'],
  ['81', 'online'],
  ['90', 'in-person'],
  ['91', 'in-person'],
]);

const NAMES: Readonly<Record<number, readonly string[]>> = {
  2: ['pan', 'card_number'],
  3: ['processing_code'],
  4: ['amount', 'transaction_amount'],
  7: ['transmission_date_time', 'transmission_datetime'],
  11: ['stan', 'trace_number'],
  22: ['pos_entry_mode', 'entry_mode'],
  37: ['rrn', 'retrieval_reference_number'],
  39: ['response_code', 'action_code'],
  41: ['terminal_id'],
  42: ['merchant_id', 'card_acceptor_id'],
  43: ['merchant', 'card_acceptor_name_location'],
  49: ['currency', 'currency_code', 'transaction_currency_code'],
  102: ['account', 'account_1'],
  103: ['to_account', 'account_2'],
};

function element(record: Fields, number: number): string | undefined {
  return record.text(...keysOf(number), ...(NAMES[number] ?? []));
}

/** How exports call a data element. */
function keysOf(number: number): readonly string[] {
  const [two, three] = [String(number).padStart(2, '0'), String(number).padStart(3, '0')];
  return [`DE${number}`, `DE${two}`, `DE${three}`, `F${three}`, `F${number}`, `field_${number}`, `field${three}`, String(number), three];
}

function amountOf(minor: string | undefined): number | undefined {
  const digits = /^[A-Z]?(\d{1,15})$/.exec(minor ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Month, day and time in UTC; the year is the latest that is not after the message came. */
function timeOf(written: string | undefined, at: Arrival): Millis | undefined {
  const digits = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec((written ?? '').padStart(10, '0'));
  if (!digits || written === undefined) return undefined;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23) return undefined;
  const year = at.year ?? new Date(at.observed).getUTCFullYear();
  const when = Date.UTC(year, month - 1, day, hour, minute, second);
  return at.year === undefined && when > at.observed + DAY ? Date.UTC(year - 1, month - 1, day, hour, minute, second) : when;
}

const DAY = 86_400_000;
