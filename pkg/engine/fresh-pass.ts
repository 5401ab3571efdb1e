import type { Feature } from '../model';
import type { FreeDays } from './calendar/calendars';
import { Homes } from './calendar/homes';
import { FeatureTrack } from './feature-track';
import { Pass } from './pass';
import type { StoredEpoch } from './shared-epoch';

export interface PassParts {
  readonly features: readonly Feature[];
  /** Time zone of everybody whose own is not known. */
  readonly zone?: string;
  readonly calendars?: readonly FreeDays[];
}

/** A pass that learnt nothing yet. @param onEpoch see {@link Pass} */
export function freshPass({ features, zone, calendars }: PassParts, onEpoch?: (epoch: StoredEpoch) => void): Pass {
  const homes = new Homes(zone, calendars);
  const tracks = features.map((feature) => new FeatureTrack(feature, feature.detectors, homes));
  return new Pass(tracks, onEpoch, homes);
}
