import { writeDevice } from '../json/device';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { writeVisitor } from '../json/visitor';
import type { EventWriter } from '../source';

/** Who, in which session, on which page, with which browser: what the body says for all its signals. */
export function writeMeta(meta: Fields, item: Fields, out: EventWriter): void {
  const user = meta.at('user');
  const browser = meta.at('browser');
  const agent = browser.text('userAgent');
  writeVisitor(out, {
    user: user.text('id', 'attributes.id'),
    name: user.text('username'),
    email: user.text('email'),
    fullName: user.text('fullName', 'attributes.fullName'),
    session: meta.text('session.id') ?? item.text('session.id'),
    device: meta.text('session.attributes.device_id'),
    agent,
    page: item.at('attributes').has('http.url') ? undefined : (meta.text('page.url') ?? meta.text('page.id')),
    referrer: meta.text('page.attributes.referrer'),
    ip: meta.text('session.attributes.client_ip', 'client.ip'),
  });
  for (const role of user.texts('roles').flatMap((roles) => roles.split(','))) out.add('user.roles', role.trim());
  writeDevice(out, {
    browser: browser.text('name'),
    browserVersion: browser.text('version'),
    ...(agent === undefined && { system: browser.text('os') }),
    device: meta.text('session.attributes.device_model_name'),
  });
  const geo = meta.at('geo');
  writePlace(out, {
    country: geo.text('countryISOCode', 'country'),
    countryName: geo.text('countryName'),
    region: geo.text('subdivision'),
    city: geo.text('city'),
  });
  const app = meta.text('app.name');
  if (app !== undefined) out.text('service.name', app);
  for (const key of ['environment', 'version']) {
    const value = meta.text(`app.${key}`);
    if (value !== undefined) out.extra(`faro.app.${key}`, value);
  }
  const view = meta.text('view.name');
  if (view !== undefined && view !== 'default') out.extra('faro.view', view);
  for (const key of ['sdk', 'view', 'k6', 'page']) meta.raw(key);
  for (const key of ['timestamp', 'trace', 'domain']) item.raw(key);
}
