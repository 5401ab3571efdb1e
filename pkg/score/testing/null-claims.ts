import { nullRun, type Claimed, type NullTrack, type Stages } from './null-run';
import {
  amountTrack,
  FOREIGN,
  FOREIGN_AMOUNTS,
  FOREIGN_GAUGES,
  FOREIGN_STEPS,
  gaugeTrack,
  nullTracks,
  populationTrack,
  rarityTrack,
  sequenceTrack,
  silenceTrack,
  travelTrack,
  type Foreign,
} from './null-tracks';

/** How many entities for how long, by what they do. */
export type NullSizes = Readonly<Record<'counts' | 'values' | 'amounts' | 'steps' | 'gauges', Stages & { readonly seed: number; readonly entities: number }>>;

/** What one detector on one feature claimed of data in which nothing is wrong. */
export interface NullClaim {
  readonly data: string;
  /** `feature/detector`, or `combined`. */
  readonly of: string;
  /** Undefined: the whole. */
  readonly detector?: string;
  readonly claimed: Claimed;
}

/**
 * Every detector and the whole on at least four generators of other families than the detectors'. The one list behind pkg/score/calibration.test.ts and
 * bench/cases/detectors; the test asks that no registered detector is missing in it.
 */
export function nullClaims(sizes: NullSizes): NullClaim[] {
  const claims: NullClaim[] = [];
  const run = (data: string, tracks: readonly NullTrack[], size: NullSizes['counts'], shown = (_: string) => true): void => {
    for (const [of, claimed] of nullRun(tracks, size.entities, size)) {
      const detector = of.split('/')[1];
      if (shown(of)) claims.push({ data, of, claimed, ...(detector !== undefined && { detector }) });
    }
  };
  const alone = (data: string, track: NullTrack, size: NullSizes['counts']): void => run(data, [track], size, (of) => of !== 'combined');
  for (const data of Object.keys(FOREIGN) as Foreign[]) {
    const [counts, values] = [
      { ...sizes.counts, data },
      { ...sizes.values, data },
    ];
    run(data, nullTracks(counts), counts, (of) => of !== 'place/rarity');
    alone(data, silenceTrack(counts), counts);
    const groups = { ...counts, entities: Math.ceil(counts.entities / 5) };
    alone(`${data} in thirties`, populationTrack(groups), groups);
    alone(FOREIGN[data], rarityTrack(values), values);
    alone(FOREIGN[data], travelTrack(values), values);
  }
  for (const data of FOREIGN_AMOUNTS) alone(`${data} amounts`, amountTrack(data, sizes.amounts), sizes.amounts);
  for (const data of FOREIGN_STEPS) alone(`${data} steps`, sequenceTrack(data, sizes.steps), sizes.steps);
  for (const data of FOREIGN_GAUGES) alone(`${data} gauges`, gaugeTrack(data, sizes.gauges), sizes.gauges);
  return claims;
}

/**
 * The least share of its level that a claim must be found at: half; less where a detector is silent of most observations. travel speaks of jumps alone, and
 * where 1 in 600 sights is a jump no more than those can be called one in a hundred.
 */
export function leastRatio({ surprising }: Claimed, level: number): number {
  return 0.5 * Math.min(1, surprising / level);
}
