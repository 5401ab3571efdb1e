import type { Millis } from '../../../pkg/model';
import { writeDevice } from '../json/device';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { keepRest } from '../json/rest';
import type { Arrival, EventWriter } from '../source';
import { writeEvent } from './write-event';

/** One event of a request, with what the request says for all. */
export function isHit(hit: Fields): boolean {
  return (hit.has('client_id') || hit.has('app_instance_id')) && hit.has('event.name');
}

/** A request of the Measurement Protocol holds up to 25 events. Undefined for what is no request. */
export function hitsOf(payload: Fields): readonly unknown[] | undefined {
  const events = payload.raw('events');
  if (!Array.isArray(events) || !(payload.has('client_id') || payload.has('app_instance_id'))) return undefined;
  const shared = Object.fromEntries(SHARED.map((key) => [key, payload.raw(key)]));
  return events.map((event: unknown) => ({ ...shared, event }));
}

const SHARED = 'client_id app_instance_id user_id timestamp_micros user_properties user_data ip_override user_agent user_location device consent'.split(' ');

export function writeHit(hit: Fields, at: Arrival, out: EventWriter): void {
  const event = hit.at('event');
  const params = event.at('params');
  // What has no time is of the moment it is sent.
  out.time(time(event) ?? time(hit) ?? at.observed);
  out.text('event.dataset', 'google-analytics.hit');
  writeEvent(
    event.text('name') ?? '',
    params,
    { user: hit.text('user_id'), device: hit.text('client_id', 'app_instance_id') },
    { ip: hit.text('ip_override') ?? params.text('ip_override'), agent: hit.text('user_agent') },
    out
  );
  const device = hit.at('device');
  writeDevice(out, {
    browser: device.text('browser'),
    browserVersion: device.text('browser_version'),
    system: device.text('operating_system'),
    systemVersion: device.text('operating_system_version'),
    device: device.text('model', 'category'),
  });
  const place = hit.at('user_location');
  writePlace(out, { country: place.text('country_id'), region: place.text('region_id'), city: place.text('city') });
  const properties = hit.raw('user_properties');
  if (properties !== undefined) out.extra('google-analytics.user_properties', properties);
  keepRest(event, out, 'google-analytics');
  out.end();
}

function time(of: Fields): Millis | undefined {
  return of.time('timestamp_micros');
}
