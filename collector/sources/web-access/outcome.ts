import type { EventWriter } from '../source';

/** What every access event is, and what came of it. No status (a client that left) and 000 are unknown. */
export function writeOutcome(status: number | undefined, bytes: number | undefined, out: EventWriter): void {
  out.text('event.kind', 'event');
  out.add('event.category', 'web');
  out.add('event.type', 'access');
  out.text('event.action', 'request');
  out.text('event.dataset', 'web.access');
  out.text('event.outcome', status === undefined || status === 0 ? 'unknown' : status < 400 ? 'success' : 'failure');
  if (status !== undefined && status > 0) out.number('http.response.status_code', status);
  if (bytes !== undefined) out.number('http.response.body.bytes', bytes);
}
