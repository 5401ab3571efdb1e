import type { VerdictKind } from '../../shared/model';

export type Command = 'next' | 'previous' | 'open' | VerdictKind;

const ANYWHERE: Readonly<Record<string, Command>> = { j: 'next', k: 'previous' };
const IN_LIST: Readonly<Record<string, Command>> = { t: 'threat', b: 'benign', s: 'snooze' };

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>;

/** What a key asks for. Verdicts and Enter work only while the focus is in the list, so that nobody judges by accident; j and k bring it there. */
export function commandOf({ key, ctrlKey, metaKey, altKey, target }: Key, inList: boolean): Command | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  if (ANYWHERE[key]) return ANYWHERE[key];
  if (!inList) return undefined;
  // On a link or a button Enter keeps its own meaning.
  if (key === 'Enter') return target instanceof HTMLElement && target.tagName === 'LI' ? 'open' : undefined;
  return IN_LIST[key];
}

/** True while the keys are letters of a text. */
export function isTyping({ target }: Pick<KeyboardEvent, 'target'>): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
