import { readAddress, writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { kindOf, writeKind } from '../json/kind';
import { putAll, putHost, putLabels } from '../json/put';
import { keepRest } from '../json/rest';
import { named, writeUser } from '../json/who';
import type { EventWriter } from '../source';

const SECOND_FACTOR = kindOf('authentication: start');
const ENROLMENT = kindOf('iam: user change');

/** Who signed in to which application with which second factor. A transaction repeats when a push is answered late: its id includes the result. */
export function writeAuthentication(log: Fields, out: EventWriter): void {
  const result = log.text('result')?.toLowerCase() ?? '';
  const type = log.text('event_type') ?? 'authentication';
  const kind = type === 'enrollment' ? ENROLMENT : SECOND_FACTOR;
  writeKind(
    out,
    { ...kind, kind: result === 'fraud' ? 'alert' : 'event' },
    type === 'authentication' ? 'second-factor' : type,
    result === 'success' ? 'success' : 'failure'
  );
  const transaction = log.text('txid');
  putAll(out, {
    'event.dataset': 'duo.authentication',
    'event.id': transaction === undefined ? undefined : `${transaction}:${result}`,
    'event.reason': named(log.text('reason')),
    'service.name': named(log.text('application.name', 'integration')),
  });
  writeUser(out, { id: log.text('user.key'), login: log.text('user.name', 'username'), email: log.text('email') });
  const alias = named(log.text('alias'));
  if (alias !== undefined) out.add('related.user', alias);
  writeAccessDevice(log, out);
  writePhone(log.at('auth_device'), out);
  putLabels(out, {
    factor: named(log.text('factor')),
    result: result === '' ? undefined : result,
    trusted_endpoint: named(log.text('trusted_endpoint_status')),
    new_enrollment: log.text('new_enrollment'),
  });
  for (const known of [
    'isotimestamp',
    'timestamp',
    'user',
    'application',
    'access_device',
    'auth_device',
    'email',
    'username',
    'ip',
    'location',
    'ood_software',
  ]) {
    log.raw(known);
  }
  keepRest(log, out, 'duo');
}

/** The device that asks for access. Its programs and settings hold no behaviour. */
function writeAccessDevice(log: Fields, out: EventWriter): void {
  const device = log.at('access_device');
  writeAddress(out, 'source', device.raw('ip') ?? log.raw('ip'));
  const place = device.has('location') ? device.at('location') : log.at('location');
  writePlace(out, { country: place.raw('country'), region: place.raw('state'), city: place.raw('city') });
  putAll(out, {
    'habitus.entity.source.host': named(device.text('hostname'))?.toLowerCase(),
    'user_agent.name': named(device.text('browser')),
    'user_agent.version': named(device.text('browser_version')),
    'user_agent.os.name': named(device.text('os')),
    'user_agent.os.version': named(device.text('os_version')),
    'device.id': named(device.text('epkey')),
  });
  putHost(out, 'source.domain', named(device.text('hostname')));
}

/** The device that answers: its address too is one of the person's. Its name is a telephone number, and not kept. */
function writePhone(phone: Fields, out: EventWriter): void {
  const ip = readAddress(phone.raw('ip'))?.ip;
  if (ip !== undefined) out.add('related.ip', ip);
  putLabels(out, { auth_country: named(phone.text('location.country')) });
}
