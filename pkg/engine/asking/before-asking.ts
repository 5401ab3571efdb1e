import type { Known } from '../../detect/external/request';
import type { Observation } from '../../model';
import type { FeatureTrack } from '../feature-track';
import { OpenTrack } from '../open-track';
import { PIECE, Turns } from '../turns';

/**
 * What the feature's own baseline says of observations that are not learnt yet: by copies of the states, so that nothing changes.
 * @param observations of one feature, in order of time for each entity
 */
export async function knownOf(track: FeatureTrack, observations: readonly Observation[]): Promise<ReadonlyMap<Observation, Known>> {
  const open = new OpenTrack(track);
  const turns = new Turns();
  const known = new Map<Observation, Known>();
  for (const [index, obs] of observations.entries()) {
    known.set(obs, { hourOfWeek: track.contextAt(obs.entity.id, obs.start).slot });
    open.judge(obs, ({ judge, finding, slot }) => {
      if (judge !== track.judges[0] || !('value' in obs)) return;
      known.set(obs, { hourOfWeek: slot, expected: finding.expected, interval: finding.interval });
    });
    if (index % PIECE === PIECE - 1) await turns.give();
  }
  return known;
}
