import type { Fields } from '../json/fields';
import { outcomeOf as outcomeOfWord, type Outcome } from '../json/outcome';
import type { EventWriter } from '../source';

/** By the status, or by its number: 1 success, 2 failure. Of an HTTP or API answer that says nothing else, by its code or error. */
export function outcomeOf(event: Fields): Outcome | undefined {
  const id = event.number('status_id');
  if (id === 1) return 'success';
  if (id === 2) return 'failure';
  const said = outcomeOfWord(event.raw('status'));
  if (said !== undefined) return said;
  const code = event.number('http_response.code');
  if (code !== undefined) return code < 400 ? 'success' : 'failure';
  if (event.has('api.response.error')) return 'failure';
  return id === 0 || id === 99 ? 'unknown' : undefined;
}

/** What the event says of itself: its id, provider, severity, why it ended so, and in which cloud. */
export function writeResult(event: Fields, out: EventWriter): void {
  for (const [field, ...paths] of TEXTS) {
    const value = event.text(...paths);
    if (value !== undefined) out.text(field, value);
  }
  const provider = event.text('cloud.provider');
  if (provider !== undefined) out.text('cloud.provider', provider.toLowerCase());
  const severity = event.number('severity_id');
  if (severity !== undefined) out.number('event.severity', severity);
  const risk = event.number('risk_score');
  if (risk !== undefined) out.number('event.risk_score', risk);
  const milliseconds = event.number('duration');
  if (milliseconds !== undefined) out.number('event.duration', Math.round(milliseconds * 1e6));
  if (outcomeOf(event) === 'failure') writeFailure(event, out);
}

function writeFailure(event: Fields, out: EventWriter): void {
  const code = event.text('status_code', 'api.response.error', 'error.code');
  if (code !== undefined) out.text('error.code', code);
  const message = event.text('api.response.error_message', 'api.response.message');
  if (message !== undefined) out.text('error.message', message);
}

const TEXTS = [
  ['event.id', 'metadata.uid', 'metadata.correlation_uid', 'finding_info.uid', 'finding.uid'],
  ['event.code', 'metadata.event_code'],
  ['event.provider', 'metadata.log_provider', 'metadata.product.vendor_name'],
  ['event.module', 'metadata.product.name'],
  ['event.reason', 'status_detail', 'finding_info.title', 'finding.title', 'http_response.status'],
  ['message', 'message', 'finding_info.desc', 'finding.desc'],
  ['cloud.account.id', 'cloud.account.uid', 'cloud.account_uid', 'actor.user.account.uid'],
  ['cloud.region', 'cloud.region'],
  ['rule.name', 'rule.name', 'finding_info.analytic.name', 'policy.name'],
] as const;
