import { writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { writeKind } from '../json/kind';
import { outcomeOf } from '../json/outcome';
import { put, putAll } from '../json/put';
import { named, writeUser } from '../json/who';
import type { EventWriter } from '../source';
import { descriptionOf } from './admin';
import { kindOfAction } from './kinds';

/** The activity log: what administrators and users did, with the device it came from. */
export function writeActivity(log: Fields, out: EventWriter): void {
  const action = log.text('action.name') ?? '';
  const outcome = outcomeOf(log.raw('outcome.result'));
  writeKind(out, kindOfAction(action), action, outcome ?? (/_error$|_failed$/.test(action) ? 'failure' : 'success'));
  putAll(out, {
    'event.dataset': 'duo.activity',
    'event.id': log.text('activity_id'),
    'service.name': named(log.text('application.name')),
    'organization.id': named(log.text('akey')),
  });
  const actor = log.at('actor');
  writeUser(out, { id: actor.text('key'), login: actor.text('name'), email: descriptionOf(actor.raw('details')).text('email') });
  const device = log.at('access_device');
  writeAddress(out, 'source', device.raw('ip.address') ?? device.raw('ip'));
  const place = device.at('location');
  writePlace(out, { country: place.raw('country'), region: place.raw('state'), city: place.raw('city') });
  putAll(out, { 'user_agent.name': named(device.text('browser')), 'user_agent.os.name': named(device.text('os')), 'device.id': named(device.text('epkey')) });
  const target = log.at('target');
  if (/user|admin/.test(target.text('type') ?? '')) writeUser(out, { id: target.text('key'), login: target.text('name') }, 'user.target');
  else if (target.has('name')) out.extra('duo.target', target.text('name'));
  if (target.text('type') === 'group') put(out, 'group.name', named(target.text('name')));
}
