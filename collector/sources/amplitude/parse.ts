import { writeDevice } from '../json/device';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { interactionOf, writeInteraction, type Interaction } from '../json/interaction';
import { kindOf } from '../json/kind';
import { objectAt } from '../json/object-at';
import { keepRest } from '../json/rest';
import { writeVisitor } from '../json/visitor';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { writeRevenue } from './revenue';

/** Events of Amplitude: its Export API, and requests to its HTTP and batch APIs. */
export const amplitude = recordSource({
  name: 'amplitude',
  recognises(event: Fields): number {
    if (!event.has('event_type')) return 0;
    const marks = ['event_properties', 'amplitude_id', 'device_id', '$insert_id', 'insert_id', 'user_properties', 'server_upload_time'].filter((key) =>
      event.has(key)
    ).length;
    return marks >= 2 ? 1 : marks === 1 || event.has('user_id') ? 0.6 : 0;
  },
  documents(payload: Fields): readonly unknown[] | undefined {
    const events = payload.raw('events');
    return payload.has('event_type') || !Array.isArray(events) || !payload.has('api_key') ? undefined : (events as unknown[]);
  },
  write(event, at, out): void {
    const name = event.text('event_type');
    if (name === undefined) {
      out.reject('HAB-PARSE-003', 'an event with its event_type', 'none');
      return;
    }
    // A library may leave the time to the server: it is then the time of the upload.
    out.time(event.time('event_time', 'time', 'client_event_time', 'server_received_time', 'server_upload_time') ?? at.observed);
    writeEvent(name, event, out);
    out.end();
  },
});

const OWN: ReadonlyMap<string, Interaction> = new Map([
  ['$identify', { kind: kindOf('iam: user info') }],
  ['$groupidentify', { kind: kindOf('iam: group info') }],
]);

function writeEvent(name: string, event: Fields, out: EventWriter): void {
  const properties = objectAt(event, 'event_properties');
  writeInteraction(out, name, OWN.get(name) ?? interactionOf(name, properties));
  out.text('event.dataset', 'amplitude.event');
  const id = event.text('$insert_id', 'insert_id', 'uuid');
  if (id !== undefined) out.text('event.id', id);
  writeWho(event, properties, objectAt(event, 'user_properties'), out);
  writeWith(event, out);
  writeRevenue(out, name, event, properties);
  keepRest(properties, out, 'amplitude.properties');
  for (const key of NOT_KEPT) event.raw(key);
  keepRest(event, out, 'amplitude');
}

/** Clocks of the way, counters and the like. */
const NOT_KEPT =
  'client_event_time client_upload_time server_received_time server_upload_time processed_time event_time time data sample_rate amplitude_attribution_ids library version_name start_version is_attribution_event event_id schema uuid $insert_key global_user_properties data_type partner_id'.split(
    ' '
  );

function writeWho(event: Fields, properties: Fields, traits: Fields, out: EventWriter): void {
  const session = event.text('session_id');
  writeVisitor(out, {
    user: event.text('user_id'),
    email: traits.text('email', '$email'),
    name: traits.text('username'),
    fullName: traits.text('name', 'full_name'),
    device: event.text('device_id'),
    session: session === '-1' ? undefined : session,
    ip: event.text('ip_address', 'ip'),
    agent: event.text('user_agent'),
    page: properties.text('[Amplitude] Page URL', '[Amplitude] Page Location', 'page_url', 'page_location', 'url', '[Amplitude] Page Path', 'page_path'),
    referrer: properties.text('referrer', '[Amplitude] Page Referrer') ?? traits.text('referrer'),
  });
  const [group] = Object.values((event.raw('groups') ?? {}) as Record<string, unknown>).flat();
  if (typeof group === 'string') out.text('organization.id', group);
}

function writeWith(event: Fields, out: EventWriter): void {
  const isWeb = /^web$/i.test(event.text('platform') ?? '');
  // In a browser the "system" is the browser and its version, and the device's family is the system.
  writeDevice(
    out,
    isWeb
      ? {
          browser: event.text('os_name'),
          browserVersion: event.text('os_version'),
          system: event.text('device_family', 'device_type'),
          device: event.text('device_model'),
        }
      : { system: event.text('os_name'), systemVersion: event.text('os_version'), device: event.text('device_type', 'device_model', 'device_family') }
  );
  writePlace(out, {
    country: event.text('country'),
    region: event.text('region'),
    city: event.text('city'),
    lat: event.number('location_lat'),
    lon: event.number('location_lng'),
  });
}
