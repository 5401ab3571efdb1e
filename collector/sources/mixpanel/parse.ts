import type { Millis } from '../../../pkg/model';
import { writeDevice } from '../json/device';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { interactionOf, writeInteraction, type Interaction } from '../json/interaction';
import { kindOf } from '../json/kind';
import { objectAt } from '../json/object-at';
import { writeOrder } from '../json/order';
import { keepRest } from '../json/rest';
import { writeVisitor } from '../json/visitor';
import { recordSource } from '../record-source';
import type { Arrival, EventWriter } from '../source';
import { utcOfWall } from '../zone';
import { visitorOf } from './identity';
import { isProfile, writeProfile } from './profile';

/** Events of Mixpanel: its raw export, and what is sent to its import. */
export const mixpanel = recordSource({
  name: 'mixpanel',
  recognises(event: Fields): number {
    if (event.has('parameters.mixpanel_project_id') || isProfile(event)) return 1;
    if (!event.has('event') && !event.has('event_name')) return 0;
    const properties = propertiesOf(event);
    const marks = MARKS.filter((key) => properties.has(key)).length;
    return properties.has('distinct_id') && properties.has('time') ? 1 : marks >= 2 ? 0.9 : 0;
  },
  write(event, at, out): void {
    if (event.has('parameters.mixpanel_project_id')) {
      out.drop('cohort-sync');
      return;
    }
    const name = event.text('event', 'event_name', 'mp_event_name');
    if (isProfile(event)) {
      writeProfile(event, at, out);
      return;
    }
    const properties = propertiesOf(event);
    const when = properties.time('time', '$time') ?? event.time('time');
    if (name === undefined) out.reject('HAB-PARSE-003', 'an event with its name and properties', 'no event');
    else if (when === undefined) out.reject('HAB-PARSE-001', 'properties.time', String(properties.raw('time') ?? 'none'));
    else {
      writeTime(when, at, out);
      writeEvent(name, properties, out);
      if (event.has('properties')) keepRest(event, out, 'mixpanel');
      out.end();
    }
  },
});

const MARKS = ['$insert_id', 'mp_lib', 'mp_country_code', 'mp_processing_time_ms', '$mp_api_endpoint', 'token', '$device_id'];

/** The warehouse pipelines write the properties beside the name. */
function propertiesOf(event: Fields): Fields {
  return event.has('properties') ? objectAt(event, 'properties') : event;
}

/** Projects from before 2023 export the clock of their own zone as if it were UTC: the zone has to be told. */
function writeTime(when: Millis, at: Arrival, out: EventWriter): void {
  out.time(at.zone === undefined ? when : utcOfWall(when, at.zone));
  if (at.zone !== undefined) out.text('habitus.time.assumed', at.zone);
}

/** Names of Mixpanel's own that words do not tell. */
const OWN: ReadonlyMap<string, Interaction> = new Map([
  ['$identify', { kind: kindOf('iam: user info') }],
  ['$create_alias', { kind: kindOf('iam: user change') }],
  ['$merge', { kind: kindOf('iam: user change') }],
  ['$ae_session', { kind: kindOf('session: info') }],
  ['$ae_first_open', { kind: kindOf('web: info') }],
]);

function writeEvent(name: string, properties: Fields, out: EventWriter): void {
  writeInteraction(out, name, OWN.get(name) ?? interactionOf(name, properties));
  out.text('event.dataset', 'mixpanel.event');
  const id = properties.text('$insert_id', 'insert_id');
  if (id !== undefined) out.text('event.id', id);
  writeVisitor(out, visitorOf(properties));
  writeDevice(out, {
    browser: properties.text('$browser', 'browser'),
    browserVersion: properties.text('$browser_version', 'browser_version'),
    system: properties.text('$os', 'os'),
    systemVersion: properties.text('$os_version', 'os_version'),
    device: properties.text('$device', 'device', '$model', 'model'),
  });
  writePlace(out, {
    country: properties.text('mp_country_code', '$country_code', 'country_code', 'country'),
    region: properties.text('$region', 'region'),
    city: properties.text('$city', 'city'),
  });
  writeOrder(out, name, properties);
  for (const key of NOT_KEPT) properties.raw(key);
  keepRest(properties, out, 'mixpanel');
}

/** Clocks and doors of the way in, and the secret that is none. */
const NOT_KEPT = 'token mp_processing_time_ms $mp_api_endpoint $mp_api_timestamp_ms mp_sent_by_lib_version event event_name mp_event_name'.split(' ');
