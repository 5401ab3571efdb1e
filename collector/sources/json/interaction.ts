import type { EventWriter } from '../source';

/** What an event of an analytics product is in ECS's terms. */
export interface Interaction {
  readonly category: string;
  readonly types: readonly string[];
  readonly outcome?: 'success' | 'failure';
}

/**
 * What the name of an interaction says it is. Products let everybody name events, so names are read as words: `Signed In`, `user_login`,
 * `loginFailed` and `$pageview` are known; a name that says nothing is an interaction of the web.
 */
export function interactionOf(name: string): Interaction {
  const said = words(name);
  const known = KNOWN.find(({ form }) => form.test(said));
  if (known === undefined) return { category: 'web', types: ['info'] };
  const { category, types } = known;
  return known.ends === true ? { category, types, outcome: FAILED.test(said) ? 'failure' : 'success' } : { category, types };
}

/** Writes kind, category, type, action and, where the name tells it, the outcome. */
export function writeInteraction(out: EventWriter, name: string, interaction: Interaction = interactionOf(name)): void {
  out.text('event.kind', 'event');
  out.add('event.category', interaction.category);
  for (const type of interaction.types) out.add('event.type', type);
  out.text('event.action', name);
  if (interaction.outcome !== undefined) out.text('event.outcome', interaction.outcome);
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

const KNOWN: readonly { readonly form: RegExp; readonly category: string; readonly types: readonly string[]; readonly ends?: true }[] = [
  { form: / (?:log ?out|logged out|log ?off|logged off|sign ?out|signed out) /, category: 'authentication', types: ['end'], ends: true },
  {
    form: / (?:log ?in|logged in|log ?on|logged on|sign ?in|signed in|authenticated|authentication) /,
    category: 'authentication',
    types: ['start'],
    ends: true,
  },
  { form: / (?:sign ?up|signed up|register|registered|registration|account created|user created) /, category: 'iam', types: ['user', 'creation'], ends: true },
  { form: / (?:account deleted|user deleted|delete account|account removed) /, category: 'iam', types: ['user', 'deletion'], ends: true },
  {
    form: / (?:password|mfa|2fa|two factor|email|role|permission)s? (?:reset|changed?|updated?|added|removed|enabled|disabled) /,
    category: 'iam',
    types: ['user', 'change'],
    ends: true,
  },
  { form: / session (?:start|started|begin) /, category: 'session', types: ['start'] },
  { form: / session (?:end|ended|finished) /, category: 'session', types: ['end'] },
  { form: / (?:download|downloaded|downloads|export|exported|exports|upload|uploaded|uploads) /, category: 'file', types: ['access'] },
  {
    form: / (?:page ?view|page ?viewed|page viewed|page leave|pageleave|screen|screen ?view|screen viewed|navigation|navigated) /,
    category: 'web',
    types: ['access'],
  },
  { form: /^ (?:page|viewed (?:\S+ ){0,8}page|\S+ (?:\S+ ){0,8}page viewed) $/, category: 'web', types: ['access'] },
];
