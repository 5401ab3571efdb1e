import type { EventWriter } from '../../source';

/** One message form of a program. `read` writes the fields of what is special; `drop` names why the message holds nothing new. Anchored at its start, no nested repetition. */
export type MessageForm =
  { readonly form: RegExp; readonly read: (match: RegExpExecArray, out: EventWriter) => void } | { readonly form: RegExp; readonly drop: string };
