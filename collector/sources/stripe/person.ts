import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { writeVisitor } from '../json/visitor';
import type { EventWriter } from '../source';

/** Who pays: the operator's own id where they gave Stripe one, else Stripe's customer. @param related of the thin events of API v2 */
export function writePerson(object: Fields, related: Fields, out: EventWriter): void {
  const isCustomer = object.text('object') === 'customer';
  const own = object.text('client_reference_id', 'metadata.user_id', 'metadata.userId', 'metadata.uid', 'metadata.customer_id');
  // A customer may stand there as an id or, expanded, as the object.
  const customer = object.text('customer.id') ?? object.text('customer', 'customer_account') ?? (isCustomer ? object.text('id') : undefined);
  writeVisitor(out, {
    user:
      own ??
      customer ??
      object.text('cardholder.id') ??
      object.text('cardholder', 'card.cardholder.id') ??
      (PERSON.test(related.text('type') ?? '') ? related.text('id') : undefined),
    email: object.text(...EMAILS),
    fullName: object.text(...FULL_NAMES) ?? (isCustomer ? object.text('name') : undefined),
    ip: object.text(
      'client_ip',
      'metadata.ip',
      'metadata.ip_address',
      'metadata.customer_ip',
      'mandate_data.customer_acceptance.online.ip_address',
      'ip_address',
      'evidence.customer_purchase_ip'
    ),
    agent: object.text('metadata.user_agent', 'mandate_data.customer_acceptance.online.user_agent'),
  });
  const place = object.at('ip_address_location');
  writePlace(out, {
    country: place.raw('country'),
    region: place.raw('region'),
    city: place.raw('city'),
    lat: place.raw('latitude'),
    lon: place.raw('longitude'),
  });
  if (own !== undefined && customer !== undefined) out.add('related.user', customer);
}

const PERSON = /customer|account|person/;
/** In the object; in the method of a payment that failed; in what was handed in against a dispute; of a source's owner. */
const EMAILS = (
  'billing_details.email customer_details.email customer_email receipt_email customer.email email cardholder.email card.cardholder.email source.owner.email ' +
  'last_payment_error.payment_method.billing_details.email evidence.customer_email_address owner.verified_email owner.email'
).split(' ');
const FULL_NAMES = (
  'billing_details.name customer_details.name customer_name customer.name cardholder.name card.cardholder.name ' +
  'last_payment_error.payment_method.billing_details.name evidence.customer_name owner.verified_name owner.name'
).split(' ');
