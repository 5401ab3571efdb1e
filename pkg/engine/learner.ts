import type { Millis } from '../model';
import type { FeatureTrack } from './feature-track';
import type { BackfillReport, Engine, EngineStatus } from './engine';

/** What learns: alone, or among several workers. */
export interface Learner {
  backfill(options: Parameters<Engine['backfill']>[0]): Promise<BackfillReport>;
  imported(oldest: Millis): Promise<void>;
  start(watermark?: () => Millis): void;
  tick(): Promise<void>;
  stop(): Promise<void>;
  status(): Promise<EngineStatus>;
  /** Everything before it is scored and learnt. */
  until(): Promise<Millis | undefined>;
  /** What was learnt, part by part of the population. @param entity id: only the part that this entity is in */
  tracks(entity?: string): AsyncIterable<readonly FeatureTrack[]>;
}
