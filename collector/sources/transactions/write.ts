import type { Millis } from '../../../pkg/model';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { currencyOf, minorUnits } from '../json/money';
import { outcomeOf, type Outcome } from '../json/outcome';
import { writePayment } from '../json/payment';
import { keepRest } from '../json/rest';
import { writeVisitor } from '../json/visitor';
import type { Arrival, EventWriter } from '../source';
import { utcOfWall } from '../zone';
import { FORM, NEVER_KEPT, part } from './form';

/** One transaction of the documented form. */
export function writeTransaction(record: Fields, at: Arrival, out: EventWriter): void {
  const when = record.time(...FORM.time);
  const currency = currencyOf(part(record, 'currency'));
  const amount = amountOf(record, currency);
  if (when === undefined) out.reject('HAB-PARSE-001', `${FORM.time[0]}: ISO 8601 or epoch`, part(record, 'time') ?? 'none');
  else if (amount === undefined) out.reject('HAB-PARSE-003', 'amount: a decimal number, or amount_minor', part(record, 'amount') ?? 'none');
  else {
    writeTime(record, when, at, out);
    const type = part(record, 'type')?.toLowerCase() ?? (isIncoming(record) ? 'deposit' : 'payment');
    writeWhat(record, type, out);
    writeWho(record, out);
    writePayment(out, {
      id: part(record, 'id'),
      type,
      amount: Math.abs(amount),
      currency,
      method: part(record, 'method'),
      channel: part(record, 'channel'),
      account: part(record, 'account'),
      card: part(record, 'card'),
      counterparty: part(record, 'counterparty'),
      merchant: part(record, 'merchant'),
    });
    for (const secret of NEVER_KEPT) record.raw(secret);
    keepRest(record, out, 'transactions');
    out.end();
  }
}

/** A time that names no zone is the operator's, where they told it. */
function writeTime(record: Fields, when: Millis, at: Arrival, out: EventWriter): void {
  const isBare = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(part(record, 'time') ?? '');
  out.time(isBare && at.zone !== undefined ? utcOfWall(when, at.zone) : when);
  if (isBare && at.zone !== undefined) out.text('habitus.time.assumed', at.zone);
}

function amountOf(record: Fields, currency: string | undefined): number | undefined {
  const minor = record.number(...FORM.minor);
  if (minor !== undefined && Number.isSafeInteger(minor)) return minor;
  return minorUnits(record.text('amount.value', ...FORM.amount), currency);
}

function isIncoming(record: Fields): boolean {
  return /^(?:in|incoming|credit|cr|crdt|c|\+)$/i.test(part(record, 'direction') ?? '');
}

function writeWhat(record: Fields, type: string, out: EventWriter): void {
  const outcome = resultOf(part(record, 'outcome'));
  out.text('event.kind', 'event');
  out.add('event.type', REFUSED.test(part(record, 'outcome') ?? '') ? 'denied' : 'info');
  out.text('event.action', type);
  out.text('event.dataset', 'transactions.transaction');
  out.text('event.outcome', outcome);
  const id = part(record, 'id');
  if (id !== undefined) out.text('event.id', id);
  const reason = part(record, 'reason');
  if (reason !== undefined) out.text('event.reason', reason);
  const code = part(record, 'code');
  if (code !== undefined) out.text('event.code', code);
}

/** A transaction that says nothing of its end is booked. */
function resultOf(said: string | undefined): Outcome {
  if (said === undefined) return 'success';
  return outcomeOf(said) ?? (BOOKED.test(said) ? 'success' : ENDED.test(said) ? 'failure' : 'unknown');
}

const REFUSED = /declin|den(?:y|ied)|reject|refus|block|forbid/i;
const BOOKED = /^(?:booked|settled|posted|captured|paid|cleared|executed|done|authori[sz]ed|00|000)$/i;
const ENDED = /^(?:cancell?ed|returned|reversed|void(?:ed)?|expired|blocked|held|suspended|insufficient.*)$/i;

function writeWho(record: Fields, out: EventWriter): void {
  writeVisitor(out, {
    user: part(record, 'user'),
    name: part(record, 'name'),
    email: part(record, 'email'),
    fullName: part(record, 'fullName'),
    device: part(record, 'device'),
    session: part(record, 'session'),
    ip: record.raw('ip') ?? part(record, 'ip'),
    agent: part(record, 'agent'),
  });
  writePlace(out, { country: part(record, 'country'), city: part(record, 'city') });
}
