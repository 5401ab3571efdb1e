import type { Fields } from '../json/fields';
import { currencyOf, minorUnits } from '../json/money';
import { writeOrder } from '../json/order';
import { writePayment } from '../json/payment';
import type { EventWriter } from '../source';

/** Money: the revenue of an upload (`price`, `quantity`, `revenue`) or of a revenue event (`$revenue`, `$price`, `$quantity`), else an order by its name. */
export function writeRevenue(out: EventWriter, name: string, event: Fields, properties: Fields): void {
  const currency = currencyOf(event.raw('currency') ?? properties.raw('$currency') ?? properties.raw('currency'));
  const amount =
    minorUnits(event.raw('revenue') ?? properties.raw('$revenue'), currency) ??
    times(minorUnits(event.raw('price') ?? properties.raw('$price'), currency), event.number('quantity') ?? properties.number('$quantity') ?? 1);
  if (amount === undefined) {
    writeOrder(out, name, properties);
    return;
  }
  writePayment(out, {
    id: properties.text('order_id', 'transaction_id', '$receipt_id'),
    type: amount < 0 || /refund/i.test(name) ? 'refund' : 'payment',
    amount: Math.abs(amount),
    currency,
    channel: 'web',
  });
  out.text('event.outcome', 'success');
}

function times(price: number | undefined, quantity: number): number | undefined {
  return price === undefined || !Number.isInteger(quantity) ? undefined : price * quantity;
}
