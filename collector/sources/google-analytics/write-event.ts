import type { Fields } from '../json/fields';
import { interactionOf, writeInteraction, type Interaction } from '../json/interaction';
import { kindOf } from '../json/kind';
import { currencyOf, minorUnits } from '../json/money';
import { writePayment } from '../json/payment';
import { keepRest } from '../json/rest';
import { writeVisitor } from '../json/visitor';
import type { EventWriter } from '../source';

/** What rows and hits have in common. @param who the ids beside the parameters */
export function writeEvent(
  name: string,
  params: Fields,
  who: { readonly user: string | undefined; readonly device: string | undefined },
  told: Hit,
  out: EventWriter
): void {
  writeInteraction(out, name, OWN.get(name) ?? interactionOf(name, params));
  writeVisitor(out, {
    user: who.user ?? params.text('user_id'),
    device: who.device,
    session: params.text('ga_session_id', 'session_id'),
    ip: told.ip,
    agent: told.agent,
    page: params.text('page_location', 'link_url', 'page_path') ?? undefined,
    referrer: params.text('page_referrer'),
  });
  const file = params.text('file_name');
  if (file !== undefined) writeFile(file, out);
  writeSale(name, params, told, out);
  keepRest(params, out, 'google-analytics.params');
}

export interface Hit {
  readonly ip?: unknown;
  readonly agent?: string | undefined;
  /** `ecommerce` of an exported row. */
  readonly ecommerce?: Fields;
}

/** Names of Google's own that words do not tell. */
const OWN: ReadonlyMap<string, Interaction> = new Map([
  ['screen_view', { kind: kindOf('web: access') }],
  ['first_open', { kind: kindOf('web: info') }],
  ['app_exception', { kind: kindOf('web: error') }],
]);

function writeFile(path: string, out: EventWriter): void {
  out.text('file.path', path);
  out.text('file.name', path.slice(path.lastIndexOf('/') + 1));
}

const SALES: ReadonlyMap<string, string> = new Map([
  ['purchase', 'payment'],
  ['in_app_purchase', 'payment'],
  ['ecommerce_purchase', 'payment'],
  ['refund', 'refund'],
]);

function writeSale(name: string, params: Fields, { ecommerce }: Hit, out: EventWriter): void {
  const type = SALES.get(name);
  if (type === undefined) return;
  const currency = currencyOf(params.raw('currency'));
  const own = minorUnits(params.raw('value'), currency);
  const dollars = minorUnits(ecommerce?.raw(type === 'refund' ? 'refund_value_in_usd' : 'purchase_revenue_in_usd'), 'USD');
  writePayment(out, {
    id: params.text('transaction_id') ?? ecommerce?.text('transaction_id'),
    type,
    amount: own ?? dollars,
    currency: own === undefined && dollars !== undefined ? 'USD' : currency,
    method: params.text('payment_type'),
    channel: 'web',
    merchant: params.text('affiliation'),
  });
  out.text('event.outcome', 'success');
}
