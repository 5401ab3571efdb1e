import type { EventWriter } from '../source';
import type { Fields } from './fields';
import { kindOf, writeKind, type Kind } from './kind';
import { outcomeOf, type Outcome } from './outcome';

/** What an event of an analytics product is in ECS's terms. */
export interface Interaction {
  readonly kind: Kind;
  readonly outcome?: Outcome;
}

/**
 * What the name of an interaction says it is. Products let everybody name events, so names are read as words: `Signed In`, `user_login`,
 * `loginFailed` and `$pageview` are known; a name that says nothing is an interaction of the web.
 * @param properties where a name that says that it happened, `Login`, may be told that it did not: `success: false`, `status: "failed"`
 */
export function interactionOf(name: string, properties?: Fields): Interaction {
  const said = words(name);
  const known = KNOWN.find(({ form, ends }) => form.test(said) && (ends !== true || !SEEN_ONLY.test(said)));
  if (known === undefined) return { kind: OTHER };
  if (known.ends !== true) return { kind: known.kind };
  return { kind: known.kind, outcome: FAILED.test(said) ? 'failure' : (toldBy(properties?.unseen()) ?? 'success') };
}

function toldBy(properties: Fields | undefined): Outcome | undefined {
  if (properties === undefined) return undefined;
  const flag = properties.flag('success', 'successful', 'succeeded', 'is_success', 'isSuccess');
  if (flag !== undefined) return flag ? 'success' : 'failure';
  return ['outcome', 'result', 'status'].map((key) => outcomeOf(properties.text(key))).find((one) => one !== undefined);
}

/** Writes kind, category, type, action and, where the name tells it, the outcome. */
export function writeInteraction(out: EventWriter, name: string, { kind, outcome }: Interaction = interactionOf(name)): void {
  writeKind(out, kind, name, outcome);
}

/** ` user signed in `: small words between single spaces. */
function words(name: string): string {
  const parted = name
    .slice(0, 200)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return ` ${parted
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
    .join(' ')} `;
}

const FAILED = / (?:fail(?:ed|ure|s)?|error|denied|invalid|rejected|declined|unsuccessful|blocked) /;

/** A button, a form or a page of signing in is not a sign-in. */
const SEEN_ONLY =
  / (?:button|btn|click|clicked|cta|field|form|hover|hovered|link|modal|dialog|page|pageview|popup|prompt|screen|tab|view|viewed|shown|displayed|seen|opened) /;

const OTHER = kindOf('web: info');

const KNOWN: readonly { readonly form: RegExp; readonly kind: Kind; readonly ends?: true }[] = [
  { form: / (?:log ?out|logged out|log ?off|logged off|sign ?out|signed out) /, kind: kindOf('authentication: end'), ends: true },
  { form: / (?:log ?in|logged in|log ?on|logged on|sign ?in|signed in|authenticated|authentication) /, kind: kindOf('authentication: start'), ends: true },
  { form: / (?:sign ?up|signed up|register|registered|registration|account created|user created) /, kind: kindOf('iam: user creation'), ends: true },
  { form: / (?:account deleted|user deleted|delete account|account removed) /, kind: kindOf('iam: user deletion'), ends: true },
  {
    form: / (?:password|mfa|2fa|two factor|email|role|permission)s? (?:reset|changed?|updated?|added|removed|enabled|disabled) /,
    kind: kindOf('iam: user change'),
    ends: true,
  },
  { form: / session (?:start|started|begin) /, kind: kindOf('session: start') },
  { form: / session (?:end|ended|finished) /, kind: kindOf('session: end') },
  { form: / (?:download|downloaded|downloads|export|exported|exports|upload|uploaded|uploads) /, kind: kindOf('file: access') },
  {
    form: / (?:page ?view|page ?viewed|page viewed|page leave|pageleave|screen|screen ?view|screen viewed|navigation|navigated) /,
    kind: kindOf('web: access'),
  },
  { form: /^ (?:page|viewed (?:\S+ ){0,8}page|\S+ (?:\S+ ){0,8}page viewed) $/, kind: kindOf('web: access') },
];
