import { writeDevice } from '../json/device';
import { type Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { interactionOf, writeInteraction, type Interaction } from '../json/interaction';
import { kindOf } from '../json/kind';
import { objectAt } from '../json/object-at';
import { writeOrder } from '../json/order';
import { keepRest } from '../json/rest';
import { writeVisitor, type Visitor } from '../json/visitor';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { eventsOf } from './envelope';

/** Events of PostHog: batch exports, the webhook destination, its API, and what its libraries send. */
export const posthog = recordSource({
  name: 'posthog',
  recognises(event: Fields): number {
    if (!event.has('event')) return 0;
    const properties = objectAt(event, 'properties');
    const isOwn = ['$lib', '$session_id', '$current_url', '$window_id', '$geoip_country_code'].some((key) => properties.has(key));
    if (event.has('distinct_id')) return isOwn || MARKS.some((key) => event.has(key)) ? 1 : 0.6;
    if (!properties.has('distinct_id') || properties.has('time')) return 0;
    // The batch of its API says no more of an event than its name, whose it is and when.
    return isOwn ? 0.9 : event.has('timestamp') && !event.has('user_id') ? 0.6 : 0;
  },
  documents: eventsOf,
  write(event, _at, out): void {
    const name = event.text('event');
    const when = event.time('timestamp', 'created_at', 'sent_at', '_inserted_at');
    if (name === undefined) out.reject('HAB-PARSE-003', 'an event with its name and distinct_id', 'no event');
    else if (NOISE.has(name)) out.drop('telemetry');
    else if (when === undefined) out.reject('HAB-PARSE-001', 'timestamp', String(event.raw('timestamp') ?? 'none'));
    else {
      out.time(when);
      writeEvent(name, event, objectAt(event, 'properties'), out);
      out.end();
    }
  },
});

const MARKS = ['uuid', 'person_id', 'elements_chain', 'person_properties', 'api_key', '_inserted_at'];

/** What a library measures while nobody does anything. */
const NOISE = new Set(['$snapshot', '$$heatmap', '$web_vitals', '$performance_event']);

/** Names of PostHog's own that words do not tell. */
const OWN: ReadonlyMap<string, Interaction> = new Map([
  ['$identify', { kind: kindOf('iam: user info') }],
  ['$set', { kind: kindOf('iam: user info') }],
  ['$create_alias', { kind: kindOf('iam: user change') }],
  ['$merge_dangerously', { kind: kindOf('iam: user change') }],
  ['$groupidentify', { kind: kindOf('iam: group info') }],
  ['$exception', { kind: kindOf('web: error') }],
]);

function writeEvent(name: string, event: Fields, properties: Fields, out: EventWriter): void {
  writeInteraction(out, name, OWN.get(name) ?? interactionOf(name, properties));
  out.text('event.dataset', 'posthog.event');
  const id = event.text('uuid', 'id', '$insert_id') ?? properties.text('$insert_id');
  if (id !== undefined) out.text('event.id', id);
  writeVisitor(out, visitorOf(event, properties));
  writeWith(properties, out);
  writeOrder(out, name, properties);
  for (const key of NOT_KEPT) properties.raw(key);
  keepRest(properties, out, 'posthog.properties');
  for (const key of ['timestamp', 'created_at', 'sent_at', '_inserted_at', 'ingested_at', 'api_key', 'team_id', 'person_version']) event.raw(key);
  keepRest(event, out, 'posthog');
}

const NOT_KEPT = 'token $insert_id $time $set $set_once $unset $sent_at $geoip_continent_code $geoip_continent_name $geoip_time_zone $is_identified'.split(' ');

/** An id that is the device's own, or of somebody who is not identified, is no user. */
function visitorOf(event: Fields, properties: Fields): Visitor {
  const distinct = event.text('distinct_id') ?? properties.text('distinct_id');
  const device = properties.text('$device_id');
  const isDevice = distinct !== undefined && (distinct === device || properties.flag('$is_identified') === false);
  const person = [objectAt(event, 'person_properties'), event.at('person.properties'), properties.at('$set')];
  const known = (...names: string[]): string | undefined => person.map((one) => one.text(...names)).find((one) => one !== undefined);
  return {
    user: properties.text('$user_id') ?? (isDevice ? undefined : distinct),
    device: device ?? (isDevice ? distinct : undefined),
    name: known('username'),
    email: known('email', '$email'),
    fullName: known('name', '$name'),
    session: properties.text('$session_id') ?? event.text('$session_id'),
    ip: properties.text('$ip') ?? event.text('ip'),
    agent: properties.text('$raw_user_agent', '$user_agent', '$useragent'),
    page: properties.text('$current_url') ?? properties.text('$pathname'),
    referrer: properties.text('$referrer'),
  };
}

function writeWith(properties: Fields, out: EventWriter): void {
  writeDevice(out, {
    browser: properties.text('$browser'),
    browserVersion: properties.text('$browser_version'),
    system: properties.text('$os', '$os_name'),
    systemVersion: properties.text('$os_version'),
    device: properties.text('$device_model', '$device', '$device_type'),
  });
  writePlace(out, {
    country: properties.text('$geoip_country_code'),
    countryName: properties.text('$geoip_country_name'),
    region: properties.text('$geoip_subdivision_1_name'),
    city: properties.text('$geoip_city_name'),
    lat: properties.number('$geoip_latitude'),
    lon: properties.number('$geoip_longitude'),
  });
  const app = properties.text('$app_name');
  if (app !== undefined) out.text('service.name', app);
  const [group] = Object.values((properties.raw('$groups') ?? {}) as Record<string, unknown>);
  if (typeof group === 'string') out.text('organization.id', group);
}
