import { recordSource } from '../record-source';
import { FORM, part } from './form';
import { isCardMessage, writeCardMessage } from './card-message';
import { writeTransaction } from './write';

/** Transactions in a documented form (README.md), as JSON or as the rows of a CSV; and card messages by the fields of ISO 8583. */
export const transactions = recordSource({
  name: 'transactions',
  recognises(record): number {
    if (isCardMessage(record)) return 0.95;
    const hasMoney = record.raw('amount') !== undefined || FORM.minor.some((name) => record.has(name));
    if (!hasMoney || part(record, 'currency') === undefined || record.time(...FORM.time) === undefined) return 0;
    return SOMEBODY.some((name) => part(record, name) !== undefined) ? LIKELY : 0;
  },
  documents(payload) {
    const list = ['transactions', 'payments'].map((name) => payload.raw(name)).find((one) => Array.isArray(one));
    return payload.has('amount') ? undefined : (list as readonly unknown[] | undefined);
  },
  write(record, at, out): void {
    if (isCardMessage(record)) writeCardMessage(record, at, out);
    else writeTransaction(record, at, out);
  },
});

const SOMEBODY = ['user', 'account', 'card', 'counterparty', 'email', 'merchant'] as const;

/** Above ECS, in whose documents shippers put them. */
const LIKELY = 0.92;
