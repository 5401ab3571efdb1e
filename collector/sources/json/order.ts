import type { EventWriter } from '../source';
import type { Fields } from './fields';
import { currencyOf, minorUnits } from './money';
import { writePayment } from './payment';

/** Money that moved, by the names that e-commerce specifications give it: an order completed or refunded. A cart that is only looked at is none. */
export function writeOrder(out: EventWriter, name: string, properties: Fields): void {
  const type = TYPES.find(({ form }) => form.test(name))?.type;
  if (type === undefined) return;
  const currency = currencyOf(properties.raw('currency'));
  const amount = ['total', 'revenue', 'value', 'amount', 'price'].map((key) => minorUnits(properties.raw(key), currency)).find((one) => one !== undefined);
  if (amount === undefined) return;
  out.text('event.outcome', 'success');
  writePayment(out, {
    id: properties.text('order_id', 'orderId', 'transaction_id', 'payment_id', 'checkout_id'),
    type,
    amount,
    currency,
    method: properties.text('payment_method', 'paymentMethod'),
    channel: 'web',
    merchant: properties.text('affiliation'),
  });
}

const TYPES = [
  { form: /refund/i, type: 'refund' },
  { form: /order[ _]?completed|purchase|payment[ _](?:completed|succeeded|made|sent)|checkout[ _]completed/i, type: 'payment' },
  { form: /transfer[ _](?:completed|sent|made)/i, type: 'transfer' },
];
