import type { Fields } from '../json/fields';

/**
 * The events of a batch (`{api_key, batch: […]}`), of a page of the API (`{results: […]}`), of the webhook destination (`{event: {…}, person: {…}}`) and of
 * the older hook (`{hook, data: {…}}`). Undefined for an event.
 */
export function eventsOf(payload: Fields): readonly unknown[] | undefined {
  if (payload.at('data').has('event') && payload.has('hook')) return [payload.raw('data')];
  for (const list of ['batch', 'results']) {
    const events = payload.raw(list);
    if (Array.isArray(events) && payload.text('event') === undefined) return events as unknown[];
  }
  const event = payload.raw('event');
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return undefined;
  return [{ person: payload.raw('person'), ...event }];
}
