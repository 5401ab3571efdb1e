/** What kind of event a name speaks of. */
interface Kind {
  readonly category: string;
  readonly type: string;
}

const ACTIONS: readonly { readonly form: RegExp; readonly kind: Kind }[] = [
  { form: /(?:^|[._ -])(?:login|logon|sign[._ -]?in|authenticat\w*)/i, kind: { category: 'authentication', type: 'start' } },
  { form: /(?:^|[._ -])(?:logout|logoff|sign[._ -]?out)/i, kind: { category: 'authentication', type: 'end' } },
  { form: /(?:^|[._ -])session[._ -]?start/i, kind: { category: 'session', type: 'start' } },
  { form: /(?:^|[._ -])session[._ -]?end/i, kind: { category: 'session', type: 'end' } },
  { form: /(?:^|[._ -])(?:download|export|upload|file)/i, kind: { category: 'file', type: 'access' } },
  { form: /(?:page[._ -]?view|navigation|click|request)/i, kind: { category: 'web', type: 'access' } },
];
const WEB: Kind = { category: 'web', type: 'access' };
const MOST_KNOWN = 4_096;
const known = new Map<string, Kind | undefined>();

/** Of an event that names no category itself: by its action, else by whether it holds the status of an answer over HTTP. */
export function kindOf(action: string, hasStatus: boolean): Kind | undefined {
  return byAction(action) ?? (hasStatus ? WEB : undefined);
}

function byAction(action: string): Kind | undefined {
  if (action === '' || known.has(action)) return known.get(action);
  const kind = ACTIONS.find(({ form }) => form.test(action))?.kind;
  if (known.size >= MOST_KNOWN) known.clear();
  if (action.length <= 128) known.set(action, kind);
  return kind;
}
