import { Fields } from '../json/fields';
import { writeInteraction } from '../json/interaction';
import { kindOf } from '../json/kind';
import { writePlace } from '../json/geo';
import { keepRest } from '../json/rest';
import { writeVisitor } from '../json/visitor';
import type { Arrival, EventWriter } from '../source';
import { visitorOf } from './identity';

/** What is done to a profile in the requests of `/engage`: exactly one of these keys says it. */
const OPERATIONS = ['$set', '$set_once', '$add', '$append', '$union', '$remove', '$unset', '$delete'];

export function isProfile(update: Fields): boolean {
  return !update.has('event') && update.has('$distinct_id') && OPERATIONS.some((key) => update.has(key));
}

/** A change of what Mixpanel knows of a person. A request has no time of its own unless `$time` gives one: then it is when it came. */
export function writeProfile(update: Fields, at: Arrival, out: EventWriter): void {
  const operation = OPERATIONS.find((key) => update.has(key)) ?? '';
  const set = new Fields(update.raw(operation));
  const told = update.time('$time');
  out.time(told ?? at.observed);
  if (told === undefined) out.text('habitus.time.assumed', 'arrival');
  writeInteraction(out, `profile ${operation}`, { kind: kindOf(operation === '$delete' ? 'iam: user deletion' : 'iam: user change') });
  out.text('event.dataset', 'mixpanel.profile');
  const known = visitorOf(set);
  writeVisitor(out, { ...known, ...visitorOf(update), email: known.email, fullName: known.fullName, name: known.name });
  writePlace(out, { country: set.text('$country_code'), region: set.text('$region'), city: set.text('$city') });
  for (const key of ['$token', '$distinct_id', '$time', ...OPERATIONS]) update.raw(key);
  keepRest(set, out, 'mixpanel');
  out.end();
}
