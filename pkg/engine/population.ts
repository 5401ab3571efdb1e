import { ENTITY_TYPES, type EntityType, type Measure } from '../model';
import type { FeatureTrack } from './feature-track';
import type { SharedEpoch } from './shared-epoch';

/** How many of what a track counts are known, as the epoch froze it: of all tracks of that type the one that met most. 0 where it is not known of what it counts. */
export function populationOf({ feature }: FeatureTrack, tracks: readonly FeatureTrack[], epoch: SharedEpoch): number {
  const type = countedType(feature.measure);
  if (type === undefined) return 0;
  const members = tracks.flatMap((one) => (one.feature.entity.type === type ? [epoch.peersOf(one.key).members] : []));
  return Math.max(0, ...members);
}

const ENTITY_FIELD = /^habitus\.entity\.[a-z]+\.([a-z]+)$/;
/** Of ECS fields that name an entity, those that entities are named by. */
const ECS: Readonly<Record<string, EntityType>> = { 'user.name': 'user', 'source.ip': 'address', 'host.name': 'host' };

/** What kind of entity a feature counts different ones of; undefined where it counts anything else. */
function countedType(measure: Measure): EntityType | undefined {
  if (measure.kind !== 'distinct') return undefined;
  const named = ENTITY_FIELD.exec(measure.field)?.[1];
  return ENTITY_TYPES.find((type) => type === named) ?? ECS[measure.field];
}
