import { HOUR, type Observation, type StoredFinding } from '../../model';
import type { StateStore } from '../../store/store';
import { groupOf } from '../workers/partition';
import { answerKey } from './answers';
import { keptAnswers } from './kept-answers';

/**
 * What a finding rests on that nobody can compute again, in words: the answer of a scoring service. Where the answer is still kept it is held against the
 * one in the receipt.
 */
export async function givenOf(
  state: StateStore,
  { feature, featureVersion, start, width, inputs }: StoredFinding,
  obs: Observation,
  compare: (what: string, stored: number, recomputed: number) => void
): Promise<string> {
  const hour = width > HOUR ? start + width - HOUR : Math.floor(start / HOUR) * HOUR;
  const kept = await keptAnswers(state, { hour, track: `${feature}@${featureVersion}`, group: groupOf(obs.entity.id) });
  const answer = kept.get(answerKey(obs));
  if (answer === undefined) return `${feature}: the answer of the scoring service, which stands in the receipt alone`;
  compare(`${feature}: answer of the scoring service`, inputs[0] ?? Number.NaN, answer);
  return `${feature}: the answer of the scoring service, as it was kept`;
}
