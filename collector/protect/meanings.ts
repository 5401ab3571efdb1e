import type { FieldName } from '../../pkg/model';
import { TREATMENTS, type Treatment } from './fields';

const WORDS: Readonly<Partial<Record<Treatment, string>>> = {
  keep: 'as it is',
  drop: 'not written',
  text: 'searched for names',
  id: 'searched for names, numbers stay',
  word: 'searched for names, words stay',
  agent: 'searched for names, versions stay',
  url: 'no user, no values of the query; searched for names',
  query: 'names of parameters only',
  coarse: 'one decimal place',
  place: 'token of the address or host',
};
/** Kinds that name no person by themselves. */
const IN_CLEAR = new Set<Treatment>(['application', 'service', 'organisation']);

/** What becomes of a field in a namespace with pseudonyms, in a few words. */
export function treatmentInWords(field: FieldName): string {
  const treatment = TREATMENTS[field];
  return WORDS[treatment] ?? (IN_CLEAR.has(treatment) ? 'searched for names, words stay' : `token: ${treatment}`);
}
