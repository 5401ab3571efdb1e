import type { EventWriter } from '../source';
import type { Outcome } from './outcome';

type Category =
  | 'api'
  | 'authentication'
  | 'configuration'
  | 'database'
  | 'email'
  | 'file'
  | 'host'
  | 'iam'
  | 'intrusion_detection'
  | 'network'
  | 'package'
  | 'process'
  | 'session'
  | 'threat'
  | 'web';
type Type =
  | 'access'
  | 'admin'
  | 'allowed'
  | 'change'
  | 'connection'
  | 'creation'
  | 'deletion'
  | 'denied'
  | 'device'
  | 'end'
  | 'error'
  | 'group'
  | 'indicator'
  | 'info'
  | 'installation'
  | 'protocol'
  | 'start'
  | 'user';

/** What an event is, in the values that ECS allows. */
export interface Kind {
  readonly kind?: 'event' | 'alert' | undefined;
  readonly category: readonly Category[];
  readonly type: readonly Type[];
}

/** `'iam: user change'` as a kind: categories before the colon, types behind it. For tables that are read by people. */
export function kindOf(short: `${string}:${string}`): Kind {
  const [category = '', type = ''] = short.split(':');
  return { category: words(category) as Category[], type: words(type) as Type[] };
}

/** `action` is the sender's own name of what was done. */
export function writeKind(out: EventWriter, what: Kind, action: string | undefined, outcome?: Outcome): void {
  out.text('event.kind', what.kind ?? 'event');
  for (const one of what.category) out.add('event.category', one);
  for (const one of what.type) out.add('event.type', one);
  if (action !== undefined) out.text('event.action', action);
  if (outcome !== undefined) out.text('event.outcome', outcome);
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}
