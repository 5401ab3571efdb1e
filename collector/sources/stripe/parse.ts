import type { Fields } from '../json/fields';
import { keepRest } from '../json/rest';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { kindOfEvent } from './kinds';
import { writeMoney } from './money';
import { writeOutcome } from './outcome';
import { writePerson } from './person';

/** Stripe's events, as its webhooks, its API and Amazon EventBridge deliver them. */
export const stripe = recordSource({
  name: 'stripe',
  recognises(event: Fields): number {
    if (!event.has('type')) return 0;
    if (event.text('object') === 'event' || event.text('object') === 'v2.core.event') return 1;
    return /^evt_/.test(event.text('id') ?? '') && event.has('data.object') ? 0.9 : 0;
  },
  documents(payload: Fields): readonly unknown[] | undefined {
    return payload.text('object') === 'list' ? payload.list('data') : undefined;
  },
  write(event, _at, out): void {
    const type = event.text('type');
    const object = event.at('data.object');
    const at = event.time('created') ?? object.time('created');
    if (type === undefined) out.reject('HAB-PARSE-003', 'a Stripe event with its type', 'no type');
    else if (at === undefined) out.reject('HAB-PARSE-001', 'created', String(event.raw('created') ?? 'none'));
    else {
      out.time(at);
      writeEvent(type, event, object, out);
      out.end();
    }
  },
});

function writeEvent(type: string, event: Fields, object: Fields, out: EventWriter): void {
  const { kind, categories, types } = kindOfEvent(type);
  out.text('event.kind', kind);
  for (const one of categories) out.add('event.category', one);
  for (const one of types) out.add('event.type', one);
  out.text('event.action', type);
  out.text('event.dataset', 'stripe.event');
  const id = event.text('id');
  if (id !== undefined) out.text('event.id', id);
  const account = event.text('account', 'context');
  if (account !== undefined) out.text('organization.id', account);
  writePerson(object, event.at('related_object'), out);
  writeMoney(type, object, event.at('data.previous_attributes'), out);
  writeOutcome(type, object, out);
  for (const key of ['id', 'object', 'created', 'livemode', 'status']) object.raw(key);
  const status = object.text('status', 'payment_status');
  if (status !== undefined) out.extra('stripe.status', status);
  for (const key of KEPT) if (object.has(key)) out.extra(`stripe.${key}`, object.raw(key));
  const live = event.flag('livemode');
  if (live !== undefined) out.extra('stripe.livemode', live);
  for (const key of ['object', 'api_version', 'created', 'pending_webhooks', 'data', 'livemode']) event.raw(key);
  keepRest(event, out, 'stripe');
}

/** Of Stripe's objects of a hundred fields what speaks of behaviour; the rest is Stripe's bookkeeping and stays there. */
const KEPT =
  'description metadata payment_intent charge invoice subscription latest_charge mode billing_reason items plan cancellation_details merchant_data wallet verification_data'.split(
    ' '
  );
