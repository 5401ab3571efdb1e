import type { Fields } from '../json/fields';
import type { EventWriter } from '../source';

/** What came of it, and why: by the end of the type, else by the object's status. */
export function writeOutcome(type: string, object: Fields, out: EventWriter): void {
  out.text('event.outcome', outcomeOf(type, object));
  const error = [object.at('last_payment_error'), object.at('last_setup_error'), object.at('last_finalization_error')].find(
    (one) => one.has('code') || one.has('type')
  );
  const code = object.text('failure_code', 'failure_reason') ?? error?.text('code', 'type');
  if (code !== undefined) out.text('error.code', code);
  const message = object.text('failure_message') ?? error?.text('message');
  if (message !== undefined) out.text('error.message', message);
  const reason =
    error?.text('decline_code') ?? object.text('outcome.reason') ?? declineOf(object) ?? code ?? object.text('reason', 'cancellation_reason', 'fraud_type');
  if (reason !== undefined) out.text('event.reason', reason);
  const score = object.number('outcome.risk_score');
  if (score !== undefined) out.number('event.risk_score', score);
  const level = object.text('outcome.risk_level');
  if (level !== undefined) out.extra('stripe.risk_level', level);
}

/** Why the last request on a card that was issued was refused. */
function declineOf(object: Fields): string | undefined {
  const last = object.each('request_history').at(-1);
  return last?.flag('approved') === false ? last.text('reason') : undefined;
}

const SUCCEEDED =
  /(?:\.succeeded|\.deleted|\.paid|\.payment_succeeded|\.completed|\.refunded|\.captured|\.attached|\.detached|\.verified|\.posted|\.accepted)$/;
/** What is nothing but done when it is told: no money is under way. */
const DONE =
  /^(?:customer|account|person|payment_method|transfer|application_fee|credit_note|price|product|plan|coupon)\b.{0,80}\.(?:created|updated|reversed)$/;
const FAILED = /(?:[._]failed|\.payment_action_required|\.expired|\.canceled|\.uncollectible)$/;

function outcomeOf(type: string, object: Fields): string {
  if (SUCCEEDED.test(type)) return 'success';
  if (FAILED.test(type)) return 'failure';
  const approved = object.flag('approved');
  if (approved !== undefined && object.text('status') !== 'pending') return approved ? 'success' : 'failure';
  const status = object.text('status') ?? '';
  if (/^(?:succeeded|paid|complete|completed|won|posted)$/.test(status)) return 'success';
  if (/^(?:failed|canceled|lost|declined|expired)$/.test(status)) return 'failure';
  return DONE.test(type) ? 'success' : 'unknown';
}
