import type { Fields } from '../json/fields';
import { put, putLabels } from '../json/put';
import { named, writeUser } from '../json/who';
import type { EventWriter } from '../source';

/** The first user that it is done to, the first group, the first application; a policy's name. Targets come in any order, and one user as `User` and again as `AppUser`. */
export function writeTargets(targets: readonly Fields[], type: string, out: EventWriter): void {
  const of = (...types: readonly string[]): Fields | undefined =>
    types.map((wanted) => targets.find((target) => target.text('type')?.toLowerCase() === wanted)).find((found) => found !== undefined);
  const user = of('user', 'appuser');
  if (user !== undefined) writeUser(out, { id: user.text('id'), name: user.text('alternateId'), fullName: user.text('displayName') }, 'user.target');
  if (user !== undefined) addNamed(out, user);
  const group = of('usergroup', 'group', 'appgroup');
  if (group !== undefined) {
    put(out, 'group.id', named(group.text('id')));
    put(out, 'group.name', named(group.text('displayName')));
    if (user !== undefined) {
      put(out, 'user.target.group.id', named(group.text('id')));
      put(out, 'user.target.group.name', named(group.text('displayName')));
    }
  }
  put(out, 'service.name', named(of('appinstance', 'app')?.text('displayName')));
  if (type.startsWith('policy.')) put(out, 'rule.name', named(of('policyrule', 'rule', 'policyentity', 'policy')?.text('displayName')));
  putLabels(out, { authenticator: named(of('authenticator', 'factor', 'authenticatorenrollment')?.text('displayName')) });
  if (targets.length > 0) {
    out.extra(
      'okta.targets',
      targets.slice(0, MOST).map((target) => ({ type: target.text('type'), id: target.text('id'), name: target.text('displayName') }))
    );
  }
}

/** People are found by the name that is shown too. */
export function addNamed(out: EventWriter, person: Fields): void {
  const shown = named(person.text('displayName'));
  if (shown !== undefined) out.add('related.user', shown);
}

const MOST = 16;
