import { writeDevice } from '../json/device';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { kindOf, writeKind } from '../json/kind';
import { keepRest } from '../json/rest';
import { writeVisitor } from '../json/visitor';
import { recordSource } from '../record-source';
import type { Arrival, EventWriter } from '../source';

/** Hotjar's webhook: survey and feedback responses and recordings; and survey responses of its API. */
export const hotjar = recordSource({
  name: 'hotjar',
  recognises(message: Fields): number {
    if (isResponse(message)) return 0.9;
    return NAMES.has(message.text('event') ?? '') && message.has('data') ? (message.has('version') ? 1 : 0.8) : 0;
  },
  documents(payload: Fields): readonly unknown[] | undefined {
    const results = payload.raw('results');
    return Array.isArray(results) && payload.each('results').some(isResponse) ? (results as unknown[]) : undefined;
  },
  write(message, at, out): void {
    const name = message.text('event') ?? (isResponse(message) ? 'survey_response' : undefined);
    if (name === undefined) out.reject('HAB-PARSE-003', `event: one of ${[...NAMES].join(', ')}`, 'none');
    else if (name === 'test_message') out.drop('test-message');
    else writeMessage(name, isResponse(message) ? message : message.at('data'), at, out);
  },
});

const NAMES = new Set(['survey_response', 'feedback_response', 'recording', 'test_message']);
const WEB = kindOf('web: info');

/** Of the API: without the envelope of the webhook. */
function isResponse(one: Fields): boolean {
  return one.has('hotjar_user_id') && (one.has('answers') || one.has('response_origin_url')) && !one.has('data');
}

function writeMessage(name: string, data: Fields, at: Arrival, out: EventWriter): void {
  // A recording says when it was made in no field that is documented: then it is the time of its message.
  out.time(data.time('created_time', 'created_datetime_string', 'created_epoch_time', 'created', 'date', 'start_time') ?? at.observed);
  writeKind(out, WEB, name);
  out.text('event.dataset', `hotjar.${name}`);
  const id = data.text('id', 'response_id', 'recording_id');
  if (id !== undefined) out.text('event.id', `${name}/${id}`);
  const recording = data.text('recording_url');
  if (recording !== undefined) out.text('event.url', recording);
  const attributes = attributesOf(data);
  writeVisitor(out, {
    user: attributes.get('user_id') ?? attributes.get('userid') ?? attributes.get('id'),
    email: attributes.get('email') ?? data.text('email'),
    fullName: attributes.get('name'),
    device: data.text('hotjar_user_id', 'user_uuid', 'hotjar_user_uuid'),
    page: data.text('response_origin_url', 'url', 'page_url', 'landing_url', 'origin_url'),
    agent: data.text('user_agent'),
  });
  writeDevice(out, {
    browser: data.text('browser'),
    browserVersion: data.text('browser_version'),
    system: data.text('os'),
    systemVersion: data.text('os_version'),
    device: data.text('device'),
  });
  writePlace(out, { country: data.text('country_code', 'country'), countryName: data.text('country_name') });
  data.raw('site_id');
  const site = data.text('site_id', 'site.id');
  if (site !== undefined) out.text('organization.id', site);
  keepRest(data, out, 'hotjar');
  out.end();
}

/** What the operator told Hotjar of the person by its Identify API: a list of names and values, or an object. */
function attributesOf(data: Fields): ReadonlyMap<string, string> {
  const raw = data.raw('user_attributes');
  if (Array.isArray(raw)) return new Map(data.each('user_attributes').map((one) => [(one.text('name') ?? '').toLowerCase(), one.text('value') ?? '']));
  return new Map(Object.entries((raw ?? {}) as Record<string, unknown>).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
